import { expect, test } from "vitest";
import { Cells, joined, pointCell } from "./cells";

const steps = (cells: Cells) => Array.from({ length: cells.length }, (_, i) => cells.at("first", i));

test("Points that come late are put where their step belongs", () => {
  const cells = new Cells();
  for (const step of [5, 1, 9, 3, 7]) cells.insert(pointCell(step, step, step * 10));
  expect(steps(cells)).toEqual([1, 3, 5, 7, 9]);
  expect(Array.from({ length: 5 }, (_, i) => cells.at("end", i))).toEqual([10, 30, 50, 70, 90]);
});

test("Equal steps stay in the order in which they came", () => {
  const cells = new Cells();
  for (const value of [1, 2, 3]) cells.insert(pointCell(4, 0, value));
  expect(Array.from({ length: 3 }, (_, i) => cells.at("end", i))).toEqual([1, 2, 3]);
});

test("A late point inside of a bucket widens the bucket's extremes", () => {
  const cells = new Cells();
  cells.push(joined(pointCell(0, 0, 1), pointCell(10, 1, 3)));
  cells.push(pointCell(20, 2, 2));
  cells.insert(pointCell(5, 3, 99));
  expect(cells.length).toBe(2);
  expect(cells.read(0)).toMatchObject({ first: 0, last: 10, min: 1, max: 99, n: 3, end: 3 });
});

test("Joining with a place without a number keeps the numbers", () => {
  const nothing = pointCell(2, 2, Number.NaN);
  expect(joined(pointCell(1, 1, 5), nothing)).toMatchObject({ min: 5, max: 5, n: 1, end: 5, last: 2 });
  expect(joined(nothing, pointCell(3, 3, 7))).toMatchObject({ min: 7, max: 7, n: 1, end: 7, first: 2 });
});

test("A store grows past its first capacity without losing anything", () => {
  const cells = new Cells();
  for (let step = 0; step < 5000; step++) cells.push(pointCell(step, step, step));
  expect(steps(cells)).toEqual(Array.from({ length: 5000 }, (_, i) => i));
});
