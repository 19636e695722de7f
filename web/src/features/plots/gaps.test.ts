import { expect, test } from "vitest";
import { gapRanges } from "./gaps";
import type { Rows } from "./rows";

const rows = (points: [number, number | null][]): Rows => {
  const y = points.map(([, value]) => value);
  return { x: points.map(([x]) => x), y, low: y, high: y };
};

test("A gap reaches from the value before the break to the one after it", () => {
  const line = rows([
    [0, 1],
    [1, 1],
    [5, null],
    [9, 1],
    [10, 1],
  ]);
  expect(gapRanges([line])).toEqual([[1, 9]]);
  expect(gapRanges([])).toEqual([]);
});

test("What only ends, or has values of another line, is no gap", () => {
  const ends = rows([
    [0, 1],
    [1, null],
  ]);
  expect(gapRanges([ends])).toEqual([]);
  const broken = rows([
    [0, 1],
    [5, null],
    [9, 1],
  ]);
  const edges = rows([
    [0, 2],
    [9, 2],
  ]);
  expect(gapRanges([broken, edges])).toEqual([[0, 9]]);
  expect(gapRanges([broken, rows([[4, 2]])])).toEqual([]);
});
