import type { MouseEvent } from "react";
import type { Checkpoint } from "../../api/wire";
import { Button } from "../../ui/Button";
import { DASH, formatBytes, formatClock, formatCount, formatValue } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "./Checkpoints.module.css";
import { unloadable, VALIDITY } from "./fit";

interface Props {
  checkpoint: Checkpoint;
  columns: string[];
  isNarrow: boolean;
  isOpen: boolean;
  onOpen: () => void;
  onLoad: () => void;
  onBest: () => void;
  onDelete: () => void;
}

// One saved state. A press anywhere on it but on its actions opens its details.
export function CheckpointRow({ checkpoint, columns, isNarrow, isOpen, onOpen, onLoad, onBest, onDelete }: Props) {
  const { icon, tone, isFit } = VALIDITY[checkpoint.validity];
  const why = unloadable(checkpoint);
  const hash = checkpoint.sha256;
  const name = checkpoint.step === null ? checkpoint.name : formatCount(checkpoint.step);
  const open = (event: MouseEvent) => {
    if (!(event.target as Element).closest("button")) onOpen();
  };
  const star = checkpoint.is_best && (
    <span className="tone-text">
      <Icon name="star" />
      <span className="sr-only">best </span>
    </span>
  );
  return (
    <tr
      className={checkpoint.is_best ? styles.best : ""}
      data-checkpoint-id={checkpoint.id}
      data-open={isOpen || undefined}
      onClick={open}
    >
      {!isNarrow && (
        <td className={styles.id} title={checkpoint.filepath}>
          {star}
          <button type="button" onClick={onOpen} aria-label={`Details of ${checkpoint.id}`}>
            {checkpoint.id}
          </button>
        </td>
      )}
      <td className={isNarrow ? `num ${styles.id}` : `num ${styles.ink}`}>
        {isNarrow && star}
        {isNarrow ? (
          <button
            type="button"
            onClick={onOpen}
            aria-label={`${name}: details of ${checkpoint.id}`}
            title={checkpoint.id}
          >
            {name}
          </button>
        ) : (
          formatCount(checkpoint.step)
        )}
      </td>
      {columns.map((key) => (
        <td key={key} className="num">
          {formatValue(checkpoint.metrics[key])}
        </td>
      ))}
      {!isNarrow && (
        <>
          <td className="num">{formatBytes(checkpoint.size)}</td>
          <td className={`num ${styles.hash}`} title={hash ?? ""}>
            {hash === null ? DASH : `${hash.slice(0, 4)}…${hash.slice(-4)}`}
          </td>
          <td className={`tone-${tone}`} title={checkpoint.reason ?? ""}>
            <Icon name={icon} />{" "}
            {checkpoint.validity === "valid" ? <span className="sr-only">valid</span> : checkpoint.validity}
          </td>
        </>
      )}
      <td className="num" title={`${checkpoint.created_at} ${checkpoint.reason ?? checkpoint.validity}`}>
        {isNarrow && !isFit ? (
          <span className={`tone-${tone}`}>
            <Icon name={icon} size={8} /> {checkpoint.validity}
          </span>
        ) : (
          formatClock(checkpoint.created_at).slice(0, isNarrow ? 5 : undefined)
        )}
      </td>
      <td className={styles.actions}>
        <Button onClick={onLoad} aria-label={`Load ${checkpoint.id}`} title={why} blocked={why && ""}>
          LOAD
        </Button>
        <Button onClick={onBest} aria-label={`Mark ${checkpoint.id} as best`}>
          BEST
        </Button>
        <Button onClick={onDelete} aria-label={`Delete ${checkpoint.id}`}>
          {isNarrow ? <Icon name="cross" size={8} /> : "DELETE"}
        </Button>
      </td>
    </tr>
  );
}
