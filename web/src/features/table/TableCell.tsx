import type { Run } from "../../api/wire";
import { differenceOf, isSame } from "../../live/difference";
import { fieldOf } from "../../live/fields";
import { Badge } from "../../ui/Badge";
import { formatField } from "../../ui/field";
import { Sparkline } from "../../ui/Sparkline";
import type { SparkScale } from "../../ui/spark";
import { CellEditor } from "./CellEditor";
import type { Placed } from "./layout";
import styles from "./Table.module.css";

export interface CellProps {
  run: Run;
  column: Placed;
  base: Run | null;
  // Where a setting is as the baseline's, a dot stands for it.
  isDiff: boolean;
  spark: readonly number[];
  // The scale that all sparklines of the column share.
  scale: SparkScale | null;
  isEditing: boolean;
  onEdit: (run: Run, field: string | null) => void;
  onOpen: (id: string) => void;
}

export function TableCell(props: CellProps) {
  const { run, column, base, isDiff, spark, scale, isEditing, onEdit, onOpen } = props;
  const { name } = column;
  if (isEditing && (name === "tags" || name === "notes"))
    return <CellEditor run={run} field={name} onDone={() => onEdit(run, null)} />;
  if (name === "status") return <Badge status={run.status} />;
  if (name === "spark")
    return (
      <span className={run.status === "running" ? "tone-text" : "tone-info"}>
        <Sparkline values={spark} width={60} height={15} scale={scale} />
      </span>
    );
  if (name === "name")
    return (
      <a
        href={`/runs/${run.id}`}
        tabIndex={-1}
        className={styles.name}
        title={`${run.name} · ${run.id}`}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(run.id);
        }}
      >
        {run.name}
      </a>
    );
  if (name === "tags")
    return run.tags.length === 0 ? null : (
      <span className={styles.tags} title={run.tags.join(", ")}>
        {run.tags.map((tag) => (
          <i key={tag}>{tag}</i>
        ))}
      </span>
    );
  if (name === "notes") return <span title={run.notes}>{run.notes.split("\n")[0]}</span>;
  const value = fieldOf(run, name);
  const text = formatField(name, value);
  if (name.startsWith("metric.")) return <MetricCell {...props} text={text} />;
  if (name.startsWith("config.") && base !== null && base.id !== run.id) {
    const isEqual = isSame(value, fieldOf(base, name));
    if (isDiff && isEqual) return <span className="tone-muted">·</span>;
    return (
      <span className={isEqual ? "tone-sub" : "tone-warn"} title={text}>
        {text}
      </span>
    );
  }
  const isTime = name.endsWith("_at") || name === "duration" || name === "id";
  return (
    <span className={isTime ? "tone-muted" : "tone-sub"} title={text}>
      {text}
    </span>
  );
}

function MetricCell({ run, column, base, text }: CellProps & { text: string }) {
  const difference = base === null || base.id === run.id ? null : differenceOf(run, base, column.name.slice(7));
  const isOdd = text === "NaN" || text.endsWith("Infinity");
  return (
    <>
      <span className={isOdd ? "tone-err" : text === "–" ? "tone-muted" : styles.ink}>{text}</span>
      {base !== null && (
        <span className={`${styles.delta} tone-${difference?.tone ?? "muted"}`}>
          {difference?.text ?? ""}
          <i aria-hidden="true">
            {difference !== null && difference.share !== 0 && (
              <b
                style={
                  difference.share > 0
                    ? { left: "50%", width: `${50 * difference.share}%` }
                    : { right: "50%", width: `${-50 * difference.share}%` }
                }
              />
            )}
          </i>
        </span>
      )}
    </>
  );
}
