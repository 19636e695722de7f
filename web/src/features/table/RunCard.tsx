import { memo } from "react";
import { fieldOf } from "../../live/fields";
import { Badge } from "../../ui/Badge";
import { formatField } from "../../ui/field";
import { Sparkline } from "../../ui/Sparkline";
import styles from "./Table.module.css";
import { type RowProps, rowId } from "./TableRow";

// A run on a narrow screen: who, how it goes, and the first metric of the chosen columns.
export const RunCard = memo(function RunCard(props: RowProps) {
  const { run, index, top, columns, isChosen, isActive, isHidden, isGone, spark, scale, onOpen, onPick } = props;
  const style = { top: top ?? 0 };
  if (run === undefined)
    return (
      <div
        role="row"
        id={rowId(index)}
        aria-rowindex={index + 2}
        className={styles.card}
        style={style}
        aria-busy="true"
      >
        <span role="gridcell" className={styles.waiting}>
          {index + 1} …
        </span>
      </div>
    );
  const metric = columns[0];
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={styles.card}
      style={style}
      data-run-id={run.id}
      data-active={isActive || undefined}
      data-hidden={isHidden || isGone || undefined}
    >
      <span role="gridcell" className={styles.check}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isChosen}
          aria-label={`Select ${run.name}`}
          onChange={() => onPick(index, run, null)}
        />
      </span>
      <span role="gridcell" className={styles.who}>
        <a
          href={`/runs/${run.id}`}
          tabIndex={-1}
          onClick={(event) => {
            event.preventDefault();
            onOpen(run.id);
          }}
        >
          {run.name}
        </a>
        <Badge status={run.status} />
      </span>
      <span role="gridcell" className="tone-info">
        <Sparkline values={spark} width={60} height={22} scale={scale} />
      </span>
      <span role="gridcell" className={styles.how}>
        <b>{metric === undefined ? "" : formatField(metric.name, fieldOf(run, metric.name))}</b>
        <small>
          {metric?.title} {run.progress === null ? "" : `· ${run.progress.toFixed(0)} %`}
        </small>
      </span>
    </div>
  );
});
