import type { Cells } from "../../live/cells";
import { beginsAfterHole, orderOf, placesOf } from "../../live/places";
import { bounded } from "../../ui/chart/axes";

// A line as it is drawn: a few rows at most for each column of pixels. `y` null is a gap.
export interface Rows {
  x: number[];
  y: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  // Where the newest value stands, of those within the range, when it is not the last of them.
  newest?: { x: number; y: number };
}

export interface DrawRange {
  xOf: (step: number, time: number) => number;
  from: number;
  to: number;
  // How many columns of pixels [from, to] is drawn on.
  width: number;
  isLogX?: boolean;
  // 0 draws values as they are; 0.9 weighs the past with 0.9 for every `spacing` steps.
  smooth: number;
  spacing: number;
  // Over another metric a hole in x means nothing, and the cells were logged in the order of their times.
  isPair?: boolean;
}

export const EMPTY: Rows = { x: [], y: [], low: [], high: [] };

// Turns cells into rows. Every column keeps its exact minimum and maximum, so that no spike is lost by narrowing: they are
// the band, and an unsmoothed line visits both. A value that is logged twice at one step is two values at one place.
export function rowsOf(cells: Cells, range: DrawRange): Rows {
  const rows: Rows = { x: [], y: [], low: [], high: [] };
  const places = placesOf(cells, range.xOf);
  const order = orderOf(places);
  const column = columnsOf(range);
  const smoothed = range.smooth > 0 ? smoothedOf(cells, order, range) : null;
  const open = new Column(rows, smoothed !== null);
  let newest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < cells.length; k++) {
    const i = order === null ? k : (order[k] ?? k);
    const count = cells.at("n", i);
    const x = places.end[i] ?? 0;
    if (x < range.from || x > range.to) continue;
    if (count === 0) {
      open.close();
      gap(rows, x);
      continue;
    }
    if (range.isPair !== true && order === null && beginsAfterHole(places, cells, i)) {
      open.close();
      gap(rows, x - (x - (rows.x.at(-1) ?? x)) / 2);
    }
    open.take(column(x), x, cells, i, smoothed?.[i] ?? 0);
    if (range.isPair !== true || cells.at("time", i) < newest) continue;
    newest = cells.at("time", i);
    rows.newest = { x, y: smoothed?.[i] ?? cells.at("end", i) };
  }
  open.end();
  return rows;
}

// The value of each cell after smoothing, which goes on from each to the one that was logged after it.
function smoothedOf(cells: Cells, order: Uint32Array | null, { smooth, spacing, isPair }: DrawRange): Float64Array {
  const smoothed = new Float64Array(cells.length);
  const logged = isPair === true ? orderOf({ end: cells.time.subarray(0, cells.length) }) : order;
  const decay = Math.log(smooth) / spacing;
  let mean = 0;
  let weight = 0;
  let before = Number.NaN;
  for (let k = 0; k < cells.length; k++) {
    const i = logged === null ? k : (logged[k] ?? k);
    const count = cells.at("n", i);
    const at = cells.at(isPair === true ? "time" : "last", i);
    if (count > 0) {
      const passed = Number.isNaN(before) ? spacing : Math.abs(at - before);
      const keep = Math.exp(decay * Math.max(spacing * 1e-3, passed));
      mean = keep * mean + (1 - keep) * (cells.at("sum", i) / count);
      weight = keep * weight + (1 - keep);
      before = at;
    }
    // Rounding may go one step beyond the greatest number there is.
    smoothed[i] = bounded(mean / weight);
  }
  return smoothed;
}

function columnsOf(range: DrawRange): (x: number) => number {
  if (range.isLogX !== true) {
    const width = (range.to - range.from) / range.width;
    return (x) => Math.floor(x / width);
  }
  const width = Math.log(range.to / range.from) / range.width;
  return (x) => Math.floor(Math.log(x) / width);
}

// The column of pixels that is being filled.
class Column {
  private at = Number.NaN;
  private firstX = 0;
  private x = 0;
  private low = 0;
  private high = 0;
  private isLowFirst = true;
  private value = 0;
  private newest = 0;
  private readonly rows: Rows;
  private readonly isSmooth: boolean;

  constructor(rows: Rows, isSmooth: boolean) {
    this.rows = rows;
    this.isSmooth = isSmooth;
  }

  take(at: number, x: number, cells: Cells, i: number, smoothed: number): void {
    const low = cells.at("min", i);
    const high = cells.at("max", i);
    if (at !== this.at) {
      this.close();
      this.at = at;
      this.firstX = x;
      this.low = low;
      this.high = high;
      this.isLowFirst = Math.abs(low - this.newest) < Math.abs(high - this.newest);
    } else {
      if (low < this.low) [this.low, this.isLowFirst] = [low, false];
      if (high > this.high) [this.high, this.isLowFirst] = [high, true];
    }
    this.x = x;
    this.newest = cells.at("end", i);
    this.value = smoothed;
  }

  close(): void {
    if (Number.isNaN(this.at)) return;
    this.at = Number.NaN;
    if (this.isSmooth) this.push(this.x, this.value);
    else if (this.low === this.high) this.push(this.x, this.low);
    else {
      this.push(this.firstX, this.isLowFirst ? this.low : this.high);
      this.push(this.x, this.isLowFirst ? this.high : this.low);
    }
  }

  // An unsmoothed line ends in the newest value itself.
  end(): void {
    const isOpen = !Number.isNaN(this.at);
    this.close();
    if (isOpen && !this.isSmooth && this.rows.y.at(-1) !== this.newest) this.push(this.x, this.newest);
  }

  private push(x: number, y: number): void {
    this.rows.x.push(x);
    this.rows.y.push(y);
    this.rows.low.push(this.low);
    this.rows.high.push(this.high);
  }
}

function gap(rows: Rows, x: number): void {
  if (rows.x.length === 0 || rows.y.at(-1) === null) return;
  rows.x.push(x);
  rows.y.push(null);
  rows.low.push(null);
  rows.high.push(null);
}
