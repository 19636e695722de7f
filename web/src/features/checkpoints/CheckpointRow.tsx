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
  onLoad: () => void;
  onBest: () => void;
  onDelete: () => void;
}

export function CheckpointRow({ checkpoint, columns, onLoad, onBest, onDelete }: Props) {
  const { icon, tone } = VALIDITY[checkpoint.validity];
  const hash = checkpoint.sha256;
  return (
    <tr className={checkpoint.is_best ? styles.best : ""} data-checkpoint-id={checkpoint.id}>
      <td className={styles.id} title={checkpoint.filepath}>
        <span className="tone-text">
          {checkpoint.is_best && (
            <>
              <Icon name="star" />
              <span className="sr-only">best </span>
            </>
          )}
        </span>
        {checkpoint.id}
      </td>
      <td className={`num ${styles.ink}`}>{formatCount(checkpoint.step)}</td>
      {columns.map((key) => (
        <td key={key} className="num">
          {formatValue(checkpoint.metrics[key])}
        </td>
      ))}
      <td className="num">{formatBytes(checkpoint.size)}</td>
      <td className={`num ${styles.hash}`} title={hash ?? ""}>
        {hash === null ? DASH : `${hash.slice(0, 4)}…${hash.slice(-4)}`}
      </td>
      <td className={`tone-${tone}`} title={checkpoint.reason ?? ""}>
        <Icon name={icon} />{" "}
        {checkpoint.validity === "valid" ? <span className="sr-only">valid</span> : checkpoint.validity}
      </td>
      <td className="num" title={checkpoint.created_at}>
        {formatClock(checkpoint.created_at)}
      </td>
      <td className={styles.actions}>
        <Button onClick={onLoad} aria-label={`Load ${checkpoint.id}`}>
          LOAD
        </Button>
        <Button onClick={onBest} aria-label={`Mark ${checkpoint.id} as best`}>
          BEST
        </Button>
        <Button onClick={onDelete} aria-label={`Delete ${checkpoint.id}`}>
          DELETE
        </Button>
      </td>
    </tr>
  );
}
