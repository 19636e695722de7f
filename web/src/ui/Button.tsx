import type { ButtonHTMLAttributes, ReactNode } from "react";
import styles from "./Button.module.css";

type Meaning = "go" | "open" | "careful" | "destroy" | "plain";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  meaning?: Meaning;
  size?: "small" | "large";
  keyCap?: string | undefined;
  // Why it cannot be pressed: shown in place of the key. Empty where there is no room and the title says it.
  blocked?: string | undefined;
  children: ReactNode;
}

// Outlined, never filled. A blocked button stays reachable, so that its reason can be read.
export function Button({ meaning = "plain", size = "small", keyCap, blocked, children, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={blocked !== undefined || undefined}
      onClick={blocked === undefined ? onClick : undefined}
      className={[styles.button, styles[size], styles[meaning], blocked !== undefined && styles.blocked]
        .filter(Boolean)
        .join(" ")}
    >
      <span className={styles.word}>{children}</span>
      {blocked ? <small>{blocked}</small> : keyCap !== undefined && <KeyCap>{keyCap}</KeyCap>}
    </button>
  );
}

export function KeyCap({ children }: { children: ReactNode }) {
  return <kbd className={styles.key}>{children}</kbd>;
}

interface ToggleProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  on: boolean;
}

export function Toggle({ on, children, className = "", ...rest }: ToggleProps) {
  const classes = `${styles.button} ${styles.small} ${styles.toggle} ${className}`;
  return (
    <button type="button" {...rest} aria-pressed={on} className={classes}>
      {children}
    </button>
  );
}

// Toggles that belong together and touch each other.
export function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's semantics and layout to a toolbar.
    <div role="group" aria-label={label} className={styles.group}>
      {children}
    </div>
  );
}
