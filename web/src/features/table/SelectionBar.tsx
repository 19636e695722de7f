import type { KeyboardEvent } from "react";
import { Button } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import styles from "./Toolbar.module.css";
import type { Batch } from "./useBatch";

interface Props {
  batch: Batch;
  found: number;
  isAll: boolean;
  range: string;
  onAll: () => void;
  onNone: () => void;
  // Those of the table.
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

// What can be done to the selection, each with its key.
export function SelectionBar({ batch, found, isAll, range, onAll, onNone, onKeyDown }: Props) {
  const { chosen } = batch;
  return (
    <section
      className={styles.selection}
      aria-label="Selection"
      data-on={chosen > 0 || undefined}
      onKeyDown={(event) => /^([a-z]|Delete|Escape)$/i.test(event.key) && onKeyDown(event)}
    >
      <b role="status">{chosen === 0 ? "NONE SELECTED" : `${formatCount(chosen)} SELECTED`}</b>
      {chosen > 0 && (
        <>
          <Button meaning="open" keyCap="C" onClick={() => void batch.compare()}>
            COMPARE
          </Button>
          <Button keyCap="T" onClick={() => void batch.tag()}>
            TAG
          </Button>
          <Button keyCap="U" onClick={() => void batch.untag()}>
            UNTAG
          </Button>
          <Button keyCap="V" onClick={() => void batch.move()}>
            MOVE
          </Button>
          <Button keyCap="H" onClick={() => void batch.hide()}>
            HIDE
          </Button>
          <Button keyCap="E" onClick={() => void batch.save()}>
            EXPORT
          </Button>
          <Button meaning="careful" keyCap="X" onClick={() => void batch.cancel()}>
            CANCEL
          </Button>
          <Button meaning="destroy" keyCap="Del" onClick={() => void batch.remove()}>
            DELETE
          </Button>
        </>
      )}
      <span className={styles.range}>{range}</span>
      {!isAll && found > 0 && (
        <Button keyCap="Ctrl A" onClick={onAll}>
          ALL {formatCount(found)}
        </Button>
      )}
      {chosen > 0 && (
        <Button keyCap="Esc" onClick={onNone}>
          CLEAR
        </Button>
      )}
    </section>
  );
}
