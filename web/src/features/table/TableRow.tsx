import { memo, type PointerEvent } from "react";
import type { Run } from "../../api/wire";
import { Icon } from "../../ui/Icon";
import type { Placed } from "./layout";
import styles from "./Table.module.css";
import { type CellProps, tableCell } from "./tableCell";

export interface RowProps extends Omit<CellProps, "run" | "column" | "isAt" | "isEditing"> {
  run: Run | undefined;
  index: number;
  top: number | null;
  columns: readonly Placed[];
  isChosen: boolean;
  isActive: boolean;
  isHidden: boolean;
  isGone: boolean;
  // Which column has the keyboard, when this row has it.
  at: number;
  editing: string | null;
  onPick: (index: number, run: Run, event: PointerEvent | null) => void;
  onHide: (run: Run) => void;
}

export const rowId = (index: number): string => `table-row-${index}`;

// One run as a line of the table. A row whose run has not come yet keeps its place.
export const TableRow = memo(function TableRow(props: RowProps) {
  const { run, index, top, columns, isChosen, isActive, isHidden, isGone, at, editing, onPick, onHide, ...cell } =
    props;
  const isBase = top === null;
  const place = top === null ? {} : { style: { top } };
  if (run === undefined)
    return (
      <div role="row" id={rowId(index)} aria-rowindex={index + 2} className={styles.row} {...place} aria-busy="true">
        <span role="gridcell" className={styles.waiting}>
          {index + 1} …
        </span>
      </div>
    );
  return (
    <div
      role="row"
      id={isBase ? "table-baseline" : rowId(index)}
      className={styles.row}
      {...place}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-run-id={run.id}
      data-active={isActive || undefined}
      data-base={isBase || undefined}
      data-hidden={isHidden || isGone || undefined}
      onPointerDown={(event) => onPick(index, run, event)}
      onDoubleClick={() => editing === null && cell.onOpen(run.id)}
    >
      <span role="gridcell" className={styles.check}>
        {isBase ? (
          <Icon name="star" />
        ) : (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isChosen}
            aria-label={`Select ${run.name}`}
            onChange={() => onPick(index, run, null)}
            onPointerDown={(event) => event.stopPropagation()}
          />
        )}
      </span>
      <span role="gridcell" className={styles.eye}>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${isHidden ? "Show" : "Hide"} ${run.name} everywhere`}
          aria-pressed={isHidden}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => onHide(run)}
        />
      </span>
      {columns.map((column, i) =>
        tableCell({
          ...cell,
          run,
          column,
          isAt: isActive && at === i,
          isEditing: editing === column.name,
        }),
      )}
    </div>
  );
});
