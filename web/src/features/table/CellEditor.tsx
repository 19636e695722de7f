import { useEffect, useRef, useState } from "react";
import { changeRun } from "../../api/runs";
import type { Run } from "../../api/wire";
import { useLive } from "../../live/LiveContext";
import { saveNotes } from "../../live/notes";
import { notify } from "../../ui/toast";
import styles from "./Table.module.css";

interface Props {
  run: Run;
  field: "tags" | "notes";
  onDone: (saved: Run | null) => void;
}

// A run's tags or note, changed where they stand. Enter and leaving the field save, Escape does not. A note keeps its lines:
// Shift Enter begins another.
export function CellEditor({ run, field, onDone }: Props) {
  const { catalog } = useLive();
  const [base] = useState(run.notes);
  const [text, setText] = useState(field === "tags" ? run.tags.join(", ") : base);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const isOver = useRef(false);
  useEffect(() => input.current?.select(), []);

  const close = async (isSaved: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    const grid = input.current?.closest<HTMLElement>('[role="grid"]');
    const tags = [...new Set(text.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== "");
    const isChanged = field === "tags" ? tags.join() !== run.tags.join() : text !== base;
    if (isSaved && isChanged) {
      try {
        catalog.put(await (field === "tags" ? changeRun(run.id, { tags }) : saveNotes(run.id, base, text)));
      } catch (problem) {
        notify("error", `${run.name} was not changed`, problem instanceof Error ? problem.message : "");
      }
    }
    onDone(null);
    grid?.focus({ preventScroll: true });
  };
  const Field = field === "tags" ? "input" : "textarea";
  return (
    <Field
      ref={input}
      className={styles.editor}
      value={text}
      aria-label={field === "tags" ? `Tags of ${run.name}, separated by commas` : `Note on ${run.name}`}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => void close(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey)) void close(event.key === "Enter");
      }}
    />
  );
}
