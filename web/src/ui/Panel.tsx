import type { CSSProperties, KeyboardEvent, ReactNode } from "react";
import { Boundary } from "./Boundary";
import { Icon, type IconName } from "./Icon";
import styles from "./Panel.module.css";

export interface PanelFrame {
  number: number;
  isLarge: boolean;
  onLarge: () => void;
  // In a grid that can be rearranged: which of its tiles this is, and where it stands.
  tile?: string;
  style?: CSSProperties;
  // On a narrow screen: whether this is the one that is seen.
  isShown?: boolean;
}

interface Props extends PanelFrame {
  title: string;
  area: string;
  subject?: ReactNode;
  tools?: ReactNode;
  onKeyDown?: ((event: KeyboardEvent<HTMLElement>) => void) | undefined;
  children: ReactNode;
}

// One numbered box of the grid. Its number is the key that brings the focus here.
export function Panel({ number, title, area, subject, tools, isLarge, onLarge, onKeyDown, children, ...grid }: Props) {
  const headingId = `panel-${number}`;
  return (
    <section
      className={styles.panel}
      aria-labelledby={headingId}
      data-panel={number}
      data-area={area}
      data-large={isLarge || undefined}
      data-tile={grid.tile}
      data-shown={grid.isShown || undefined}
      style={grid.style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel is a stop of the keyboard; its keys act while it has the focus.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
        <h2 id={headingId}>{title}</h2>
        <div className={styles.subject}>{subject}</div>
        <div className={styles.tools}>
          {tools}
          <PanelTool
            icon={isLarge ? "shrink" : "grow"}
            label={isLarge ? `Shrink ${title}` : `Enlarge ${title}`}
            onClick={onLarge}
          />
        </div>
      </header>
      <div className={styles.body}>
        <Boundary name={title}>{children}</Boundary>
      </div>
      {grid.tile !== undefined && <i className={styles.corner} data-resize aria-hidden="true" />}
    </section>
  );
}

// A small button of a panel's head.
export function PanelTool(props: { icon: IconName; label: string; isOn?: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      className={styles.icon}
      onClick={props.onClick}
      aria-label={props.label}
      aria-pressed={props.isOn}
    >
      <Icon name={props.icon} />
    </button>
  );
}

// A panel with nothing to show says why and what will change that.
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.notice}>
      <b>{title}</b>
      <div>{children}</div>
    </div>
  );
}
