import { createContext, type ReactNode, use, useCallback, useLayoutEffect, useRef, useState } from "react";
import styles from "./Ask.module.css";
import { Button } from "./Button";

export interface Question {
  title: string;
  text: ReactNode;
  confirm: string;
  keep: string;
  // Nothing is destroyed by a yes.
  isCalm?: boolean;
  // Asks for a text as well, such as a note; what it holds at first.
  field?: { label: string; value: string; rows: number };
}

export type Answer = { value: string } | null;
type Asker = (question: Question) => Promise<Answer>;

const AskContext = createContext<Asker | null>(null);

// Asks before anything is destroyed, and resolves to null when the answer is no.
export function useAsk(): Asker {
  const ask = use(AskContext);
  if (ask === null) throw new Error("BUG: useAsk outside of AskProvider");
  return ask;
}

interface Open {
  question: Question;
  answer: (answer: Answer) => void;
}

export function AskProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback<Asker>((question) => new Promise((answer) => setOpen({ question, answer })), []);
  const close = (answer: Answer) => {
    open?.answer(answer);
    setOpen(null);
  };
  return (
    <AskContext value={ask}>
      {children}
      {open !== null && <AskDialog question={open.question} onClose={close} />}
    </AskContext>
  );
}

function AskDialog({ question, onClose }: { question: Question; onClose: (answer: Answer) => void }) {
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
