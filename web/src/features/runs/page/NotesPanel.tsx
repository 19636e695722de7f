import { useEffect, useRef, useState } from "react";
import type { Run } from "../../../api/wire";
import { useLive } from "../../../live/LiveContext";
import { saveNotes } from "../../../live/notes";
import { Button } from "../../../ui/Button";
import { formatClock } from "../../../ui/format";
import { Panel, type PanelFrame } from "../../../ui/Panel";
import { ScrollArea } from "../../../ui/ScrollArea";
import { notify } from "../../../ui/toast";
import styles from "./NotesPanel.module.css";

interface Props extends PanelFrame {
  run: Run;
  // Nothing can be saved any more.
  isFrozen: boolean;
  isEditing: boolean;
  onEditing: (isEditing: boolean) => void;
}

// What was typed and not saved, by run, with what it began from: it is there again when one goes on.
const drafts = new Map<string, { base: string; text: string }>();

// What was learned from the run, written where it is read.
export function NotesPanel({ run, isFrozen, isEditing, onEditing, ...frame }: Props) {
  const { catalog } = useLive();
  const [text, setText] = useState(run.notes);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // What someone else wrote meanwhile is kept beside it.
  const [base, setBase] = useState(run.notes);

  // biome-ignore lint/correctness/useExhaustiveDependencies: taken over once, when the editing begins.
  useEffect(() => {
    if (!isEditing) return;
    const draft = drafts.get(run.id) ?? { base: run.notes, text: run.notes };
    setText(draft.text);
    setBase(draft.base);
    field.current?.focus();
  }, [isEditing]);

  // The keyboard stays on the panel.
  const leave = () => {
    field.current?.closest<HTMLElement>("[data-panel]")?.focus();
    onEditing(false);
  };
  const save = async () => {
    setIsSaving(true);
    try {
      catalog.put(await saveNotes(run.id, base, text));
      setSavedAt(Date.now());
      drafts.delete(run.id);
      leave();
    } catch (problem) {
      notify("error", "Note not saved", problem instanceof Error ? problem.message : String(problem));
    } finally {
      setIsSaving(false);
    }
  };
  const isOvertaken = isEditing && run.notes !== base;
  return (
    <Panel
      {...frame}
      title="NOTES"
      area="notes"
      tools={
        !isEditing &&
        !isFrozen && (
          <Button meaning="open" keyCap="N" onClick={() => onEditing(true)}>
            EDIT
          </Button>
        )
      }
    >
      {isEditing ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <textarea
            ref={field}
            value={text}
            aria-label={`Notes on ${run.name}`}
            onChange={(event) => {
              setText(event.target.value);
              drafts.set(run.id, { base, text: event.target.value });
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                void save();
              }
              if (event.key !== "Escape") return;
              event.stopPropagation();
              leave();
            }}
          />
          {isOvertaken && <p role="status">Changed elsewhere meanwhile; saving keeps both.</p>}
          <footer>
            <Button onClick={leave} keyCap="Esc">
              LEAVE IT
            </Button>
            <Button
              meaning="go"
              keyCap="Ctrl Enter"
              onClick={() => void save()}
              blocked={isSaving ? "saving" : undefined}
            >
              SAVE
            </Button>
          </footer>
        </form>
      ) : (
        <ScrollArea className={styles.text} label="Text of the notes">
          {run.notes === "" ? (
            <span className="tone-muted">Nothing noted yet. What did this run teach?</span>
          ) : (
            <p>{run.notes}</p>
          )}
          <small role="status">{savedAt !== null && `saved ${formatClock(savedAt)} UTC`}</small>
        </ScrollArea>
      )}
    </Panel>
  );
}
