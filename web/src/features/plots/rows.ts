import type { Cells } from "../../live/cells";

// A line as it is drawn: at most about one row for each column of pixels. `y` null is a gap.
export interface Rows {
  x: number[];
  y: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

export interface DrawRange {
  xOf: (step: number, time: number) => number;
  from: number;
  to: number;
  columnWidth: number;
  // 0 draws values as they are; 0.9 weighs the past with 0.9 for every `spacing` steps.
  smooth: number;
  spacing: number;
}

// Turns cells into rows. Every column keeps its exact minimum and maximum, so that no spike is lost by narrowing.
export function rowsOf(cells: Cells, range: DrawRange): Rows {
  const rows: Rows = { x: [], y: [], low: [], high: [] };
  const decay = range.smooth > 0 ? Math.log(range.smooth) / range.spacing : 0;
  let mean = 0;
  let weight = 0;
  let column = Number.NaN;
  let sum = 0;
  let n = 0;
  let before = Number.NaN;
  let end = Number.NaN;
  for (let i = 0; i < cells.length; i++) {
    const count = cells.at("n", i);
    const last = cells.at("last", i);
    const x = range.xOf(last, cells.at("time", i));
    const value = count > 0 ? cells.at("sum", i) / count : Number.NaN;
    if (range.smooth > 0 && count > 0) {
      const passed = Number.isNaN(before) ? range.spacing : last - before;
      const keep = Math.exp(decay * Math.max(range.spacing * 1e-3, passed));
      mean = keep * mean + (1 - keep) * value;
      weight = keep * weight + (1 - keep);
      before = last;
    }
    if (x < range.from || x > range.to) continue;
    if (count === 0) {
      column = Number.NaN;
      gap(rows, x);
      continue;
    }
    if (isHole(cells, i)) {
      column = Number.NaN;
      gap(rows, x - (x - (rows.x.at(-1) ?? x)) / 2);
    }
    const at = Math.floor(x / range.columnWidth);
    if (at !== column) {
      column = at;
      sum = 0;
      n = 0;
      rows.x.push(x);
      rows.y.push(null);
      rows.low.push(cells.at("min", i));
      rows.high.push(cells.at("max", i));
    }
    const row = rows.x.length - 1;
    sum += cells.at("sum", i);
    n += count;
    rows.x[row] = x;
    rows.y[row] = range.smooth > 0 ? mean / weight : sum / n;
    rows.low[row] = Math.min(rows.low[row] ?? Number.POSITIVE_INFINITY, cells.at("min", i));
    end = cells.at("end", i);
    rows.high[row] = Math.max(rows.high[row] ?? Number.NEGATIVE_INFINITY, cells.at("max", i));
  }
  // An unsmoothed line ends in the newest value itself, not in the mean of the last column.
  const tip = rows.y.length - 1;
  if (range.smooth === 0 && rows.y[tip] !== null && Number.isFinite(end)) rows.y[tip] = end;
  return rows;
}

function gap(rows: Rows, x: number): void {
  if (rows.x.length === 0 || rows.y.at(-1) === null) return;
  rows.x.push(x);
  rows.y.push(null);
  rows.low.push(null);
  rows.high.push(null);
}

// Nothing was logged between this cell and the one before it, for much longer than on either side of the hole.
// Comparing with the neighbours alone keeps evenly and logarithmically spaced logs whole.
export function isHole(cells: Cells, index: number): boolean {
  if (index < 2 || index + 1 >= cells.length) return false;
  const hole = cells.at("first", index) - cells.at("last", index - 1);
  return hole > 8 * Math.max(pace(cells, index - 1, index - 1), pace(cells, index, index + 1));
}

function pace(cells: Cells, index: number, step: number): number {
  const n = cells.at("n", index);
  const width = cells.at("last", index) - cells.at("first", index);
  if (n > 1 && width > 0) return width / (n - 1);
  return cells.at("first", step) - cells.at("last", step - 1);
}
