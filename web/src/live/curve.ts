import type { Series, Value } from "../api/wire";
import { Cells, pointCell } from "./cells";
import { compact } from "./compact";
import { kindOf, type MarkKind, Marks } from "./marks";

export const MOST_GHOSTS = 4;

export function toNumber(value: Value): number {
  return typeof value === "number" ? value : Number(value);
}

// One metric of one run as the page holds it: what the history said, and after it every point that the socket brought.
// `cursor` is the run's change count up to which the points are already in, so that no frame is counted twice.
export class Curve {
  readonly key: string;
  cursor: number;
  segment = 0;
  total = 0;
  version = 0;
  cells = new Cells();
  // What resumes superseded, one branch each, the oldest first.
  ghosts: Cells[] = [];
  resumedAt: number[] = [];
  marks = new Marks();
  newest: { step: number; time: number; value: number; cursor: number }[] = [];
  // Stretches read closely that are ahead of the frames: what they hold already must not be counted twice.
  private ahead: { from: number; to: number; cursor: number }[] = [];

  constructor(key: string, cursor: number) {
    this.key = key;
    this.cursor = cursor;
  }

  add(step: number, time: number, value: number): void {
    if (!this.isAhead(step)) this.cells.insert(pointCell(step, time, value));
    if (!Number.isFinite(value)) this.marks.add({ kind: kindOf(value), from: step, to: step, count: 1 });
    this.remember(step, time, value);
    this.total++;
    this.version++;
    this.cells = compact(this.cells);
  }

  // A resume supersedes what lies at and after its first step: the old points stay, but as the ghost of the old branch.
  beginSegment(segment: number, step: number): void {
    if (segment <= this.segment) return;
    const known = this.segment !== 0;
    this.segment = segment;
    if (!known) return;
    let index = this.cells.upperBound(step);
    while (index > 0 && this.cells.at("last", index - 1) >= step) index--;
    const ghost = this.cells.from(Math.max(0, index - 1));
    if (index < this.cells.length) this.ghosts = [...this.ghosts, ghost].slice(-MOST_GHOSTS);
    this.cells.truncate(index);
    this.marks.dropFrom(step);
    this.newest = this.newest.filter((point) => point.step < step);
    this.resumedAt.push(step);
    this.version++;
  }

  load(series: Series, cursor: number): void {
    this.cursor = cursor;
    this.segment = Math.max(this.segment, series.segment);
    this.total = series.total;
    this.marks = new Marks();
    this.newest = [];
    this.ahead = [];
    this.cells = cellsOf(series, this.marks);
    for (let i = Math.max(0, this.cells.length - 100); i < this.cells.length; i++) {
      const end = this.cells.at("end", i);
      if (this.cells.at("n", i) > 0) this.remember(this.cells.at("last", i), this.cells.at("time", i), end);
    }
    this.version++;
  }

  // Puts a finer reading of the same steps in the place of coarse buckets. The reading and the frames may have crossed:
  // `cursor` says up to where the reading is complete.
  refine(series: Series, cursor = this.cursor): void {
    const finer = cellsOf(series);
    // What is newer than this curve is still on its way as a frame, and must not be in twice.
    const newest = this.cells.length === 0 ? Number.NEGATIVE_INFINITY : this.cells.at("last", this.cells.length - 1);
    while (finer.length > 0 && finer.at("last", finer.length - 1) > newest) finer.truncate(finer.length - 1);
    if (finer.length === 0) return;
    const from = finer.at("first", 0);
    const to = finer.at("last", finer.length - 1);
    let begin = this.cells.upperBound(from);
    while (begin > 0 && this.cells.at("last", begin - 1) >= from) begin--;
    const end = this.cells.upperBound(to);
    if (begin < end && (this.cells.at("first", begin) < from || this.cells.at("last", end - 1) > to)) return;
    this.cells.splice(begin, Math.max(begin, end), finer);
    for (const point of this.newest)
      if (point.cursor > cursor && point.step >= from && point.step <= to)
        this.cells.insert(pointCell(point.step, point.time, point.value));
    if (cursor > this.cursor) this.ahead.push({ from, to, cursor });
    this.version++;
  }

  // The first step of the newest `count` points; buckets are taken whole.
  stepOfNewest(count: number): number {
    let left = count;
    for (let i = this.cells.length - 1; i >= 0; i--) {
      left -= Math.max(1, this.cells.at("n", i));
      if (left <= 0) return this.cells.at("first", i);
    }
    return this.cells.length === 0 ? 0 : this.cells.at("first", 0);
  }

  private isAhead(step: number): boolean {
    if (this.ahead.length === 0) return false;
    this.ahead = this.ahead.filter(({ cursor }) => cursor >= this.cursor);
    return this.ahead.some(({ from, to }) => step >= from && step <= to);
  }

  private remember(step: number, time: number, value: number): void {
    this.newest.push({ step, time, value, cursor: this.cursor });
    if (this.newest.length > 200) this.newest.splice(0, this.newest.length - 100);
  }
}

export function cellsOf(series: Series, marks = new Marks()): Cells {
  const cells = new Cells();
  const whole = wholeCells(series);
  if (whole !== null) return whole;
  if (series.kind === "raw") {
    for (const [i, step] of series.steps.entries()) {
      const raw = series.values[i];
      if (raw === undefined || raw === null) continue;
      const value = toNumber(raw);
      cells.insert(pointCell(step, series.times[i] ?? 0, value));
      if (!Number.isFinite(value)) marks.add({ kind: kindOf(value), from: step, to: step, count: 1 });
    }
    return cells;
  }
  for (const [i, first] of series.first_step.entries()) {
    const last = series.last_step[i] ?? first;
    const odd: [MarkKind, number][] = [
      ["NaN", series.nan[i] ?? 0],
      ["+Inf", series.pos_inf[i] ?? 0],
      ["−Inf", series.neg_inf[i] ?? 0],
    ];
    for (const [kind, count] of odd) if (count > 0) marks.add({ kind, from: first, to: last, count });
    const min = series.min[i] ?? Number.NaN;
    const known = !Number.isNaN(min);
    // `count` counts every value of the bucket, numbers or not.
    const finite = known ? Math.max(1, (series.count[i] ?? 1) - odd.reduce((sum, [, count]) => sum + count, 0)) : 0;
    cells.push({
      first,
      last,
      since: series.first_time[i] ?? 0,
      time: series.last_time[i] ?? 0,
      min,
      max: series.max[i] ?? Number.NaN,
      sum: known ? (series.sum[i] ?? 0) : 0,
      end: series.last[i] ?? Number.NaN,
      n: finite,
    });
  }
  return cells;
}

// What came as columns and holds nothing but numbers is cells already, points as well as buckets. Null: it is not.
function wholeCells(series: Series): Cells | null {
  if (series.kind === "raw") {
    const [steps, times, values]: unknown[] = [series.steps, series.times, series.values];
    const isWhole = steps instanceof Float64Array && times instanceof Float64Array && values instanceof Float64Array;
    if (!isWhole || !values.every(Number.isFinite)) return null;
    // Each column of cells is written on its own, and so needs memory of its own.
    const [last, time, max, sum, end] = [steps.slice(), times.slice(), values.slice(), values.slice(), values.slice()];
    const n = new Float64Array(steps.length).fill(1);
    return new Cells({ first: steps, last, since: times, time, min: values, max, sum, end, n });
  }
  const { first_step, last_step, first_time, last_time, min, max, sum, last, count, nan, pos_inf, neg_inf } = series;
  const columns = { first: first_step, last: last_step, since: first_time, time: last_time, min, max, sum, end: last };
  const all: Record<string, unknown> = { ...columns, n: count };
  if (!Object.values(all).every((column) => column instanceof Float64Array)) return null;
  if ([nan, pos_inf, neg_inf].some((odd) => odd.some((value) => value !== 0))) return null;
  return new Cells(all as ConstructorParameters<typeof Cells>[0]);
}
