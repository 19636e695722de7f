import { useLayoutEffect, useRef, useState } from "react";
import type { Answer, Question } from "./Ask";
import styles from "./Ask.module.css";
import { Button } from "./Button";

export default function AskDialog({ question, onClose }: { question: Question; onClose: (answer: Answer) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [value, setValue] = useState(question.field?.value ?? "");
  // Closed before it is taken away, so that the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const isEdit = question.field !== undefined || question.isCalm === true;
  return (
    <dialog
      ref={dialog}
      className={isEdit ? `${styles.dialog} ${styles.edit}` : styles.dialog}
      aria-labelledby="ask-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose(null);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && event.ctrlKey) onClose({ value });
      }}
    >
      <h2 id="ask-title">{question.title}</h2>
      <div className={styles.text}>{question.text}</div>
      {question.field !== undefined && (
        <label className={styles.field}>
          <span>{question.field.label}</span>
          <textarea
            rows={question.field.rows}
            value={value}
            onChange={(event) => setValue(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || question.field?.rows !== 1) return;
              event.preventDefault();
              onClose({ value });
            }}
          />
        </label>
      )}
      <footer>
        {/* The safe choice has the focus. */}
        <Button
          meaning={isEdit ? "plain" : "open"}
          size="large"
          keyCap="Esc"
          onClick={() => onClose(null)}
          autoFocus={question.field === undefined}
        >
          {question.keep}
        </Button>
        <Button meaning={isEdit ? "go" : "destroy"} size="large" keyCap="Ctrl Enter" onClick={() => onClose({ value })}>
          {question.confirm}
        </Button>
      </footer>
    </dialog>
  );
}
