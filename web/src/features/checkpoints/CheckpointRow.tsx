import type { MouseEvent } from "react";
import type { Checkpoint } from "../../api/wire";
import { Button } from "../../ui/Button";
import { DASH, formatBytes, formatClock, formatCount, formatValue } from "../../ui/format";
import { Icon, type IconName } from "../../ui/Icon";
import type { Tone } from "../../ui/status";
import styles from "./Checkpoints.module.css";

const VALIDITY: Record<Checkpoint["validity"], { icon: IconName; tone: Tone }> = {
  valid: { icon: "check", tone: "good" },
  invalid: { icon: "cross", tone: "err" },
  unverified: { icon: "dots", tone: "muted" },
  missing: { icon: "slash", tone: "warn" },
  changed: { icon: "bang", tone: "warn" },
};

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
  const { icon, tone } = VALIDITY[checkpoint.validity];
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
      <td className="num" title={`${checkpoint.created_at} ${checkpoint.validity}`}>
        {isNarrow && checkpoint.validity === "invalid" && (
          <span className="tone-err">
            <Icon name="cross" size={8} />
            <span className="sr-only">invalid</span>
          </span>
        )}{" "}
        {isNarrow ? formatClock(checkpoint.created_at).slice(0, 5) : formatClock(checkpoint.created_at)}
      </td>
      <td className={styles.actions}>
        <Button onClick={onLoad} aria-label={`Load ${checkpoint.id}`}>
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
