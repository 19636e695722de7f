import { expect, test } from "vitest";
import { Cells, pointCell } from "../../live/cells";
import { type DrawRange, rowsOf } from "./rows";

function cellsOf(points: [number, number][]): Cells {
  const cells = new Cells();
  for (const [step, value] of points) cells.insert(pointCell(step, step, value));
  return cells;
}
const range = (to: number, width: number, smooth = 0): DrawRange => ({
  xOf: (step) => step,
  from: 0,
  to,
  width,
  smooth,
  spacing: 1,
});

test("A spike of one step is in the band of its column at any width", () => {
  const cells = cellsOf(Array.from({ length: 10_000 }, (_, i) => [i, i === 7777 ? 500 : 1]));
  for (const width of [50, 400, 1600]) {
    const rows = rowsOf(cells, range(10_000, width));
    expect(rows.x.length).toBeLessThanOrEqual(2 * width + 2);
    // Unsmoothed, the line itself goes there; smoothed, the band does.
    expect(Math.max(...rows.y.map(Number))).toBe(500);
    const smooth = rowsOf(cells, range(10_000, width, 0.9));
    expect(smooth.x.length).toBeLessThanOrEqual(width + 1);
    expect(Math.max(...smooth.high.map(Number))).toBe(500);
    expect(Math.max(...rows.high.map(Number))).toBe(500);
  }
});

test("NaN breaks the line where it happened", () => {
  const rows = rowsOf(
    cellsOf([
      [0, 1],
      [1, 1],
      [2, Number.NaN],
      [3, 1],
    ]),
    range(4, 400),
  );
  expect(rows.y).toEqual([1, 1, null, 1]);
});

test("A hole in an even log is a gap, a sparse or logarithmic log is none", () => {
  const hole = [0, 1, 2, 3, 60, 61, 62].map((step): [number, number] => [step, 1]);
  expect(rowsOf(cellsOf(hole), range(70, 700)).y.filter((value) => value === null)).toHaveLength(1);
  const sparse = [0, 100, 200, 300, 400].map((step): [number, number] => [step, 1]);
  expect(rowsOf(cellsOf(sparse), range(500, 700)).y).not.toContain(null);
  const growing = [1, 2, 5, 10, 20, 50, 100, 200, 500].map((step): [number, number] => [step, 1]);
  expect(rowsOf(cellsOf(growing), range(500, 700)).y).not.toContain(null);
});

test("An unsmoothed line ends in the newest value itself", () => {
  const cells = cellsOf(Array.from({ length: 1000 }, (_, i) => [i, i]));
  expect(rowsOf(cells, range(1000, 10)).y.at(-1)).toBe(999);
});

test("Smoothing follows the weights of an exponential mean without a bias at the start", () => {
  const rows = rowsOf(
    cellsOf([
      [0, 1],
      [1, 0],
      [2, 0],
    ]),
    range(3, 300, 0.5),
  );
  expect(rows.y[0]).toBeCloseTo(1, 12);
  expect(rows.y[1]).toBeCloseTo(1 / 3, 12);
  expect(rows.y[2] ?? 1).toBeLessThan(rows.y[1] ?? 0);
  const flat = rowsOf(cellsOf(Array.from({ length: 500 }, (_, i) => [i, 3])), range(500, 100, 0.98));
  for (const value of flat.y) expect(value).toBeCloseTo(3, 12);
});

test("Steps that were logged twice are a line as any other, and not islands", () => {
  const twice = Array.from({ length: 60 }, (_, i): [number, number] => [Math.floor(i / 2), i]);
  expect(rowsOf(cellsOf(twice), range(30, 600)).y).not.toContain(null);
  const partly = [...Array(40).keys()].flatMap((i): [number, number][] =>
    i > 10 && i < 20
      ? [
          [i, 1],
          [i, 2],
        ]
      : [[i, 1]],
  );
  expect(rowsOf(cellsOf(partly), range(40, 800)).y).not.toContain(null);
});

test("On a log x axis every column has the same width in pixels", () => {
  const cells = cellsOf(Array.from({ length: 20_000 }, (_, i) => [i + 1, i === 15_000 ? 9 : 1]));
  const rows = rowsOf(cells, { ...range(20_000, 300, 0.9), from: 1, isLogX: true });
  expect(rows.x.length).toBeLessThanOrEqual(301);
  expect(rows.x.filter((x) => x <= 10).length).toBe(10);
  expect(Math.max(...rows.high.map(Number))).toBe(9);
});

test("Wall times that go back, as after a resume, are drawn in the order of time", () => {
  const cells = new Cells();
  for (const [step, time] of [
    [0, 10],
    [1, 50],
    [2, 20],
    [3, 60],
  ] as const)
    cells.insert(pointCell(step, time, step));
  const rows = rowsOf(cells, { ...range(100, 1000), xOf: (_step, time) => time });
  expect(rows.x).toEqual([10, 20, 50, 60]);
  expect(rows.y).toEqual([0, 2, 1, 3]);
});

test("Over a metric that falls, smoothing goes and the newest value is as they were logged", () => {
  const cells = new Cells();
  // Logged at x = 30, 20, 10 with 1, 0, 0: a mean over x would begin at the end.
  for (const [step, x, y] of [
    [1, 30, 1],
    [2, 20, 0],
    [3, 10, 0],
  ] as const)
    cells.insert(pointCell(x, step, y));
  const smooth = rowsOf(cells, { ...range(40, 400, 0.5), isPair: true });
  expect(smooth.x).toEqual([10, 20, 30]);
  expect(smooth.y[2]).toBeCloseTo(1, 12);
  expect(smooth.y[1]).toBeCloseTo(1 / 3, 12);
  expect(smooth.newest?.x).toBe(10);
  expect(smooth.newest?.y).toBe(smooth.y[0]);
  expect(rowsOf(cells, { ...range(40, 400), isPair: true }).newest).toEqual({ x: 10, y: 0 });
  // Of a closer look, the newest that is in it.
  expect(rowsOf(cells, { ...range(40, 400), from: 15, isPair: true }).newest).toEqual({ x: 20, y: 0 });
});
