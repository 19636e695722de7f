import type { Cells } from "../../live/cells";
import { beginsAfterHole, placesOf } from "../../live/places";
import type { Range } from "../../ui/chart/axes";

// Lines of many runs on one common row of columns, one for each pixel of width, so that a hundred of them are drawn as
// fast as few: uPlot wants one x for all. `undefined` is no value in that column, over which the line goes on; `null` is one
// that is no number, or a hole in which nothing was logged: there it breaks.
type Value = number | null | undefined;
export interface Column {
  y: Value[];
  low: Value[];
  high: Value[];
}

export interface GridWish {
  xOf: (step: number, time: number) => number;
  // By what holes are found where x is not even, as on a log axis.
  paceOf?: (step: number, time: number) => number;
  range: Range;
  width: number;
  // 0 draws values as they are; 0.9 weighs the past with 0.9 for every point.
  smooth: number;
}

export const centers = ([from, to]: Range, width: number): number[] =>
  Array.from({ length: width }, (_, i) => from + ((i + 0.5) * (to - from)) / width);

export function columnOf(cells: Cells, { xOf, paceOf = xOf, range, width, smooth }: GridWish): Column {
  const empty = () => new Array<Value>(width).fill(undefined);
  const column: Column = { y: empty(), low: empty(), high: empty() };
  const [from, to] = range;
  const places = placesOf(cells, paceOf);
  let mean = 0;
  let weight = 0;
  let at = -1;
  let sum = 0;
  let n = 0;
  for (let i = 0; i < cells.length; i++) {
    const count = cells.at("n", i);
    if (count === 0) {
      const x = xOf(cells.at("last", i), cells.at("time", i));
      const index = Math.floor(((x - from) / (to - from)) * width);
      if (index >= 0 && index < width && column.y[index] === undefined) column.y[index] = null;
      continue;
    }
    const value = cells.at("sum", i) / count;
    if (smooth > 0) {
      const keep = smooth ** count;
      mean = keep * mean + (1 - keep) * value;
      weight = keep * weight + (1 - keep);
    }
    const x = xOf(cells.at("last", i), cells.at("time", i));
    if (!(x >= from && x <= to)) continue;
    const index = Math.min(width - 1, Math.floor(((x - from) / (to - from)) * width));
    if (at >= 0 && index > at + 1 && column.y[at + 1] === undefined && beginsAfterHole(places, cells, i))
      column.y[at + 1] = null;
    if (index !== at) [at, sum, n] = [index, 0, 0];
    sum += value * count;
    n += count;
    column.y[index] = smooth > 0 ? mean / weight : sum / n;
    column.low[index] = Math.min(column.low[index] ?? Number.POSITIVE_INFINITY, cells.at("min", i));
    column.high[index] = Math.max(column.high[index] ?? Number.NEGATIVE_INFINITY, cells.at("max", i));
  }
  widenBreaks(column);
  return column;
}

// Between two values with a break anywhere between them all is a break: uPlot would draw over what is only undefined.
function widenBreaks({ y, low, high }: Column): void {
  let begin = 0;
  let isBroken = false;
  for (let i = 0; i <= y.length; i++) {
    if (i < y.length && y[i] == null) {
      isBroken ||= y[i] === null;
      continue;
    }
    if (isBroken) for (const side of [y, low, high]) side.fill(null, begin, i);
    begin = i + 1;
    isBroken = false;
  }
}

// The mean of several lines, and the least and greatest value that any of them has in each column: smoothing and thinning
// are for the mean alone, a spike of one step shows. A line counts between its own first and last value, with what lies
// between two of its values taken from the straight line that is drawn there.
export function meanOf(lines: readonly Column[], width: number): Column {
  const filled = lines.map(({ y, low, high }) => ({ y: between(y), low: between(low), high: between(high) }));
  const result: Column = { y: [], low: [], high: [] };
  for (let i = 0; i < width; i++) {
    let sum = 0;
    let n = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const line of filled) {
      const value = line.y[i];
      if (value == null) continue;
      sum += value;
      n++;
      low = Math.min(low, line.low[i] ?? value);
      high = Math.max(high, line.high[i] ?? value);
    }
    result.y.push(n === 0 ? undefined : sum / n);
    result.low.push(n === 0 ? undefined : low);
    result.high.push(n === 0 ? undefined : high);
  }
  return result;
}

function between(values: readonly Value[]): Value[] {
  const filled = values.slice();
  let last = -1;
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue;
    const before = values[last];
    if (before != null && value !== null)
      for (let j = last + 1; j < i; j++) filled[j] = before + ((value - before) * (j - last)) / (i - last);
    last = i;
  }
  return filled;
}

export function extentOf(columns: readonly Column[], hasBand: boolean, isLog: boolean): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns)
    for (const side of hasBand ? [column.low, column.high, column.y] : [column.y])
      for (const value of side) {
        if (value == null || (isLog && value <= 0)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  return [low, high];
}
