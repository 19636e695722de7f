import { useEffect, useRef, useState } from "react";
import { changeRun } from "../../../api/runs";
import type { Run } from "../../../api/wire";
import { useLive } from "../../../live/LiveContext";
import { Icon } from "../../../ui/Icon";
import { notify } from "../../../ui/toast";
import styles from "./Tags.module.css";

interface Props {
  run: Run;
  // Nothing can be saved any more.
  isFrozen: boolean;
  isAdding: boolean;
  onAdding: (isAdding: boolean) => void;
}

// The tags of a run, each taken off or put on in its place.
export function Tags({ run, isFrozen, isAdding, onAdding }: Props) {
  const { catalog } = useLive();
  const [text, setText] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const wasAdding = useRef(false);
  // The keyboard goes on where it began, unless it was taken elsewhere.
  useEffect(() => {
    if (wasAdding.current && !isAdding && document.activeElement === document.body) button.current?.focus();
    wasAdding.current = isAdding;
  }, [isAdding]);
  const save = async (tags: string[]) => {
    try {
      catalog.put(await changeRun(run.id, { tags }));
    } catch (problem) {
      notify("error", "Tags not saved", problem instanceof Error ? problem.message : String(problem));
    }
  };
  const add = async () => {
    const fresh = text.split(",").map((word) => word.trim());
    const tags = [...new Set([...run.tags, ...fresh])].filter((word) => word !== "");
    onAdding(false);
    setText("");
    if (tags.length > run.tags.length) await save(tags);
  };
  return (
    <span className={styles.tags}>
      {run.tags.map((tag) => (
        <span key={tag} data-tag={tag}>
          <span className="clip" title={tag}>
            {tag}
          </span>
          <button
            type="button"
            hidden={isFrozen}
            aria-label={`Take off tag ${tag}`}
            onClick={() => void save(run.tags.filter((other) => other !== tag))}
          >
            <Icon name="cross" size={7} />
          </button>
        </span>
      ))}
      {isAdding ? (
        <input
          // biome-ignore lint/a11y/noAutofocus: it appears because it was asked for.
          autoFocus
          value={text}
          aria-label="New tags, separated by commas"
          onChange={(event) => setText(event.target.value)}
          onBlur={() => void add()}
          onKeyDown={(event) => {
            if (event.key === "Enter") void add();
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setText("");
            onAdding(false);
          }}
        />
      ) : (
        <button ref={button} type="button" className={styles.add} hidden={isFrozen} onClick={() => onAdding(true)}>
          + tag
        </button>
      )}
    </span>
  );
}
