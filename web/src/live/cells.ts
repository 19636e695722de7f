// A growable column store of one curve, kept outside React. One cell is a raw point or a bucket of several:
// `first`…`last` its steps, `since`…`time` its wall times, `min`, `max`, `sum` over its `n` finite values, `end` the newest of them.
// A cell with n = 0 is a place without a number (NaN or ±Infinity was logged there): the line breaks.
// Invariant: cells are in step order and do not overlap, except that equal steps may repeat.
const COLUMNS = ["first", "last", "since", "time", "min", "max", "sum", "end", "n"] as const;
type Column = (typeof COLUMNS)[number];
export type Cell = Record<Column, number>;

export class Cells {
  length = 0;
  first: Float64Array;
  last: Float64Array;
  since: Float64Array;
  time: Float64Array;
  min: Float64Array;
  max: Float64Array;
  sum: Float64Array;
  end: Float64Array;
  n: Float64Array;

  // With columns, cells that are there already: they are taken as they are, not copied, and must be as long as each other.
  constructor(columns?: Readonly<Record<Column, Float64Array>>) {
    const column = (name: Column) => columns?.[name] ?? new Float64Array(256);
    this.first = column("first");
    this.last = column("last");
    this.since = column("since");
    this.time = column("time");
    this.min = column("min");
    this.max = column("max");
    this.sum = column("sum");
    this.end = column("end");
    this.n = column("n");
    if (columns !== undefined) this.length = columns.first.length;
  }

  push(cell: Cell): void {
    this.reserve(this.length + 1);
    this.set(this.length++, cell);
  }

  // Puts a cell where its step belongs. Points mostly arrive in order, so the common case appends.
  insert(cell: Cell): void {
    const lastStep = this.length === 0 ? Number.NEGATIVE_INFINITY : this.at("last", this.length - 1);
    if (cell.first >= lastStep) {
      this.push(cell);
      return;
    }
    const index = this.upperBound(cell.first);
    const before = index - 1;
    if (before >= 0 && this.at("last", before) > cell.first) {
      this.set(before, joined(this.read(before), cell));
      return;
    }
    this.reserve(this.length + 1);
    for (const name of COLUMNS) this[name].copyWithin(index + 1, index, this.length);
    this.length++;
    this.set(index, cell);
  }

  at(column: Column, index: number): number {
    return this[column][index] as number;
  }

  read(index: number): Cell {
    const cell = {} as Cell;
    for (const name of COLUMNS) cell[name] = this.at(name, index);
    return cell;
  }

  // The index of the first cell that begins after `step`.
  upperBound(step: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at("first", middle) <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // A copy of the cells from `index` on.
  from(index: number): Cells {
    const copy = new Cells();
    for (let i = index; i < this.length; i++) copy.push(this.read(i));
    return copy;
  }

  truncate(length: number): void {
    this.length = Math.min(this.length, length);
  }

  // Replaces the cells [from, to) by others, which must lie in the same steps.
  splice(from: number, to: number, others: Cells): void {
    const length = this.length - (to - from) + others.length;
    this.reserve(length);
    for (const name of COLUMNS) {
      this[name].copyWithin(from + others.length, to, this.length);
      this[name].set(others[name].subarray(0, others.length), from);
    }
    this.length = length;
  }

  private set(index: number, cell: Cell): void {
    for (const name of COLUMNS) this[name][index] = cell[name];
  }

  private reserve(length: number): void {
    if (length <= this.first.length) return;
    const capacity = Math.max(length, this.first.length * 2);
    for (const name of COLUMNS) {
      const grown = new Float64Array(capacity);
      grown.set(this[name].subarray(0, this.length));
      this[name] = grown;
    }
  }
}

export function pointCell(step: number, time: number, value: number): Cell {
  const isNumber = Number.isFinite(value);
  const kept = isNumber ? value : Number.NaN;
  return {
    first: step,
    last: step,
    since: time,
    time,
    min: kept,
    max: kept,
    sum: isNumber ? value : 0,
    end: kept,
    n: isNumber ? 1 : 0,
  };
}

export function joined(a: Cell, b: Cell): Cell {
  const cell = {
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    since: Math.min(a.since, b.since),
    time: Math.max(a.time, b.time),
    sum: a.sum + b.sum,
    n: a.n + b.n,
  };
  if (a.n === 0) return { ...cell, min: b.min, max: b.max, end: b.end };
  if (b.n === 0) return { ...cell, min: a.min, max: a.max, end: a.end };
  return { ...cell, min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), end: b.last >= a.last ? b.end : a.end };
}
