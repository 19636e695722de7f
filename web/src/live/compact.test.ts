import { expect, test } from "vitest";
import { Cells, pointCell } from "./cells";
import { compact, KEEP_NEWEST, LARGEST } from "./compact";

function feed(count: number, valueAt: (step: number) => number): Cells {
  let cells = new Cells();
  for (let step = 0; step < count; step++) {
    cells.insert(pointCell(step, step, valueAt(step)));
    cells = compact(cells);
  }
  return cells;
}

test("A spike of one step among a million points is never dropped", () => {
  const cells = feed(1_000_000, (step) => (step === 123_456 ? 1000 : step === 654_321 ? -1000 : Math.sin(step)));
  let [min, max, sum, n] = [0, 0, 0, 0];
  for (let i = 0; i < cells.length; i++) {
    min = Math.min(min, cells.at("min", i));
    max = Math.max(max, cells.at("max", i));
    sum += cells.at("sum", i);
    n += cells.at("n", i);
  }
  expect([min, max, n]).toEqual([-1000, 1000, 1_000_000]);
  let exact = 0;
  for (let step = 0; step < 1_000_000; step++)
    exact += step === 123_456 ? 1000 : step === 654_321 ? -1000 : Math.sin(step);
  expect(sum).toBeCloseTo(exact, 6);
});

test("However long a run, its cells stay bounded, in order, and cover every step once", () => {
  const cells = feed(300_000, (step) => step);
  expect(cells.length).toBeLessThanOrEqual(LARGEST);
  let next = 0;
  for (let i = 0; i < cells.length; i++) {
    expect(cells.at("first", i)).toBe(next);
    next = cells.at("last", i) + 1;
  }
  expect(next).toBe(300_000);
});

test("The newest points stay single, so that the last thousand are exact", () => {
  const cells = feed(100_000, (step) => step);
  for (let i = cells.length - KEEP_NEWEST; i < cells.length; i++) expect(cells.at("n", i)).toBe(1);
});

test("Values that are no numbers do not keep cells from being joined", () => {
  const cells = feed(200_000, (step) => (step % 2 === 0 ? Number.NaN : step));
  expect(cells.length).toBeLessThanOrEqual(LARGEST);
});
