import { type ReactNode, useId } from "react";
import styles from "./Field.module.css";

interface Props {
  label: string;
  value: string;
  hint?: string;
  // What is wrong with the value as it stands.
  fault?: string | undefined;
  note?: string;
  onChange: (value: string) => void;
}

// A line of a form that says at once what is wrong with it.
export function Field({ label, value, hint, fault, note, onChange }: Props) {
  const id = useId();
  const said = fault ?? note;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={fault !== undefined}
        aria-describedby={said === undefined ? undefined : `${id}-said`}
        onChange={(event) => onChange(event.target.value)}
      />
      {said !== undefined && (
        <small id={`${id}-said`} className={fault === undefined ? undefined : styles.fault}>
          {said}
        </small>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

// The same for one of several; the options are the children.
export function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </div>
  );
}

// The same for a text of several lines.
export function Lines({ label, value, hint, fault, onChange }: Omit<Props, "note">) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        value={value}
        placeholder={hint}
        spellCheck={false}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-said`}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault !== undefined && (
        <small id={`${id}-said`} className={styles.fault}>
          {fault}
        </small>
      )}
    </div>
  );
}
