import { useEffect, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import { useLive } from "../../live/LiveContext";
import { saveNotes } from "../../live/notes";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { notify } from "../../ui/toast";
import styles from "./Note.module.css";

const QUIET = 800;

// The note of a run, written in place: kept when one stops typing, and when one leaves.
export function NotePanel({ run, ...frame }: PanelFrame & { run: Run | null }) {
  return (
    <Panel {...frame} title="NOTE" area="note" subject={run !== null && <span className="clip">{run.name}</span>}>
      {run === null ? (
        <Notice title="No run selected">What was learned from a run is written here.</Notice>
      ) : (
        <NoteField key={run.id} run={run} />
      )}
    </Panel>
  );
}

export function NoteField({ run }: { run: Run }) {
  const { catalog } = useLive();
  const [text, setText] = useState<string | null>(null);
  const [state, setState] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<string | null>(null);
  // The note that the text began with: what came to it elsewhere since is kept beside what is written here.
  const base = useRef(run.notes);
  // Once the page holds the run as it was saved, the note shown is the run's again.
  const savedAt = useRef(Number.POSITIVE_INFINITY);
  const isSaved = text !== null && pending.current === null && run.cursor >= savedAt.current;
  useEffect(() => {
    if (isSaved && pending.current === null) setText(null);
  }, [isSaved]);
  const save = async () => {
    clearTimeout(timer.current);
    const mine = pending.current;
    if (mine === null) return;
    pending.current = null;
    try {
      const saved = await saveNotes(run.id, base.current, mine);
      base.current = mine;
      catalog.put(saved);
      setState("saved");
      if (pending.current === null) {
        setText(saved.notes);
        base.current = saved.notes;
        savedAt.current = saved.cursor;
      }
    } catch (problem) {
      pending.current ??= mine;
      setState("not saved");
      notify("error", "Note not saved", problem instanceof Error ? problem.message : String(problem));
    }
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => () => void latest.current(), []);
  return (
    <div className={styles.note}>
      <textarea
        aria-label={`Note on ${run.name}`}
        placeholder="What was learned"
        value={text ?? run.notes}
        onKeyDown={(event) => {
          if (!event.altKey) event.stopPropagation();
          if (event.key === "Escape") event.currentTarget.closest<HTMLElement>("[data-panel]")?.focus();
        }}
        onBlur={() => void save()}
        onChange={(event) => {
          if (text === null) base.current = run.notes;
          savedAt.current = Number.POSITIVE_INFINITY;
          setText(event.target.value);
          setState("…");
          pending.current = event.target.value;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => void latest.current(), QUIET);
        }}
      />
      <small role="status">{state}</small>
    </div>
  );
}
