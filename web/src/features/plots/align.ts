import type { AlignedData } from "uplot";
import type { Rows } from "./rows";

type Column = (number | null | undefined)[];

// One common x column for all lines, as uPlot wants it: undefined where a line has nothing at that x, null where it breaks.
// For every line its high, low and middle; after all lines the middles of the ghosts.
export function align(lines: Rows[], ghosts: Rows[]): AlignedData {
  const all = [...lines, ...ghosts];
  const x = mergedX(all);
  const columns: Column[] = [];
  for (const rows of lines)
    columns.push(spread(x, rows, rows.high), spread(x, rows, rows.low), spread(x, rows, rows.y));
  for (const rows of ghosts) columns.push(spread(x, rows, rows.y));
  return [x, ...columns] as AlignedData;
}

// The x of all lines in order. A place that one line has twice is there twice.
function mergedX(all: Rows[]): number[] {
  if (all.length === 1) return all[0]?.x ?? [];
  const at = new Int32Array(all.length);
  const x: number[] = [];
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    for (let i = 0; i < all.length; i++) {
      const value = all[i]?.x[at[i] ?? 0];
      if (value !== undefined && value < next) next = value;
    }
    if (next === Number.POSITIVE_INFINITY) return x;
    x.push(next);
    for (let i = 0; i < all.length; i++) if (all[i]?.x[at[i] ?? 0] === next) at[i] = (at[i] ?? 0) + 1;
  }
}

function spread(x: number[], rows: Rows, values: (number | null)[]): Column {
  if (rows.x.length === x.length) return values;
  const column: Column = new Array(x.length);
  let at = 0;
  for (let i = 0; i < x.length && at < rows.x.length; i++) if (rows.x[at] === x[i]) column[i] = values[at++];
  widenGaps(column);
  return column;
}

// Between two values with a break anywhere between them, all is a break: uPlot would draw over the places of other lines.
function widenGaps(column: Column): void {
  let begin = 0;
  let isBroken = false;
  for (let i = 0; i <= column.length; i++) {
    const value = column[i];
    if (value === null) isBroken = true;
    if (i < column.length && (value === null || value === undefined)) continue;
    if (isBroken) column.fill(null, begin, i);
    isBroken = false;
    begin = i + 1;
  }
}
