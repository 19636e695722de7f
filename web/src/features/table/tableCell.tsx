import type { ReactNode } from "react";
import type { Run } from "../../api/wire";
import { differenceOf, isSame } from "../../live/difference";
import { fieldOf } from "../../live/fields";
import { Badge } from "../../ui/Badge";
import { formatField } from "../../ui/field";
import { follow } from "../../ui/follow";
import { Sparkline } from "../../ui/Sparkline";
import type { SparkScale } from "../../ui/spark";
import { CellEditor } from "./CellEditor";
import type { Placed } from "./layout";
import styles from "./Table.module.css";

export interface CellProps {
  run: Run;
  column: Placed;
  isAt: boolean;
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

// No column is so narrow that it would cut these.
const ALWAYS_WHOLE = 6;

interface Content {
  tone?: string;
  title?: string;
  children: ReactNode;
}

// One element for each value: of the many cells of a list, those within them would be most of what the browser lays out.
// It is no component of its own, as a row's cells are drawn together, and as many components would cost more than they.
export function tableCell(props: CellProps) {
  const { run, column, isAt, onEdit } = props;
  const { tone = "", title, children } = contentOf(props);
  return (
    <span
      key={column.name}
      role="gridcell"
      data-field={column.name}
      data-at={isAt || undefined}
      data-pinned={column.isPinned || undefined}
      style={column.isPinned ? { left: column.left } : undefined}
      className={column.isNumber ? `${styles.number} ${tone}` : tone}
      title={title !== undefined && title.length > ALWAYS_WHOLE ? title : undefined}
      onDoubleClick={(event) => {
        if (column.name !== "tags" && column.name !== "notes") return;
        event.stopPropagation();
        onEdit(run, column.name);
      }}
    >
      {children}
    </span>
  );
}

function contentOf(props: CellProps): Content {
  const { run, column, base, isDiff, spark, scale, isEditing, onEdit, onOpen } = props;
  const { name } = column;
  if (isEditing && (name === "tags" || name === "notes"))
    return { children: <CellEditor run={run} field={name} onDone={() => onEdit(run, null)} /> };
  if (name === "status") return { children: <Badge status={run.status} /> };
  if (name === "spark")
    return {
      tone: run.status === "running" ? "tone-text" : "tone-info",
      children: spark.length > 0 && <Sparkline values={spark} width={60} height={15} scale={scale} />,
    };
  if (name === "name")
    return {
      children: (
        <a
          href={`/runs/${run.id}`}
          tabIndex={-1}
          className={styles.name}
          title={`${run.name} · ${run.id}`}
          onClick={(event) => follow(event, () => onOpen(run.id))}
        >
          {run.name}
        </a>
      ),
    };
  if (name === "tags")
    return {
      tone: styles.tags ?? "",
      title: run.tags.join(", "),
      children: run.tags.map((tag) => <i key={tag}>{tag}</i>),
    };
  if (name === "notes") return { title: run.notes, children: run.notes.split("\n")[0] };
  const value = fieldOf(run, name);
  const text = formatField(name, value);
  if (name.startsWith("metric.")) return metric(props, text);
  if (name.startsWith("config.") && base !== null && base.id !== run.id) {
    const isEqual = isSame(value, fieldOf(base, name));
    if (isDiff && isEqual) return { tone: "tone-muted", children: "·" };
    return { tone: isEqual ? "tone-sub" : "tone-warn", title: text, children: text };
  }
  const isTime = name.endsWith("_at") || name === "duration" || name === "id";
  return { tone: isTime ? "tone-muted" : "tone-sub", title: text, children: text };
}

function metric({ run, column, base }: CellProps, text: string): Content {
  const isOdd = text === "NaN" || text.endsWith("Infinity");
  const tone = isOdd ? "tone-err" : text === "–" ? "tone-muted" : "tone-ink";
  if (base === null) return { tone, children: text };
  const difference = base.id === run.id ? null : differenceOf(run, base, column.name.slice(7));
  return {
    tone,
    children: (
      <>
        {text}
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
      </>
    ),
  };
}
