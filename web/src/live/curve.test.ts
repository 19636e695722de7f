import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { History, Series } from "../api/wire";
import { Curve } from "./curve";

const fixture: { raw: History; buckets: History } = JSON.parse(
  readFileSync(new URL("../../../contract/fixtures/history.json", import.meta.url), "utf8"),
);
const seriesOf = (history: History): Series => {
  const series = history.series[0];
  if (series === undefined) throw new Error("the fixture has no series");
  return series;
};

test("A raw history is taken point by point, and NaN breaks the line and leaves a mark", () => {
  const curve = new Curve("train/loss", 0);
  curve.load(seriesOf(fixture.raw), fixture.raw.cursor);
  expect(curve.cursor).toBe(5121);
  expect(curve.cells.length).toBe(3);
  expect([0, 1, 2].map((i) => curve.cells.at("n", i))).toEqual([1, 0, 1]);
  expect(curve.marks.all()).toEqual([{ kind: "NaN", from: 2, to: 2, count: 1 }]);
  expect(curve.newest.map((point) => [point.step, point.value])).toEqual([
    [1, 0.5],
    [3, 0.4],
  ]);
});

test("A history of buckets keeps exact extremes, and counts what was no number", () => {
  const curve = new Curve("val/loss", 0);
  curve.load(seriesOf(fixture.buckets), fixture.buckets.cursor);
  expect(curve.cells.read(0)).toMatchObject({ first: 0, last: 499, min: 0.25, max: 2.5, sum: 500, n: 500 });
  expect(curve.cells.at("n", 1)).toBe(0);
  expect(curve.marks.all()).toEqual([
    { kind: "NaN", from: 500, to: 999, count: 499 },
    { kind: "+Inf", from: 500, to: 999, count: 1 },
  ]);
});

test("A resume turns the superseded points into a ghost and goes on from its step", () => {
  const curve = new Curve("loss", 0);
  curve.beginSegment(1, 0);
  for (let step = 0; step < 100; step++) curve.add(step, step, 1);
  curve.beginSegment(2, 60);
  curve.add(60, 200, 0.5);
  expect(curve.cells.length).toBe(61);
  expect(curve.cells.at("end", 60)).toBe(0.5);
  expect(curve.resumedAt).toEqual([60]);
  const [ghost] = curve.ghosts;
  expect(ghost?.at("first", 0)).toBe(59);
  expect(ghost?.at("last", ghost.length - 1)).toBe(99);
});

test("A finer reading takes the place of the buckets that it covers, and of nothing else", () => {
  const curve = new Curve("val/loss", 0);
  curve.load(seriesOf(fixture.buckets), 1);
  const steps = Array.from({ length: 500 }, (_, i) => i);
  const raw = {
    run_id: "run_1",
    key: "val/loss",
    segment: 2,
    total: 500,
    kind: "raw" as const,
    steps,
    times: steps,
    values: steps,
  };
  curve.refine(raw);
  expect(curve.cells.length).toBe(501);
  expect(curve.cells.at("last", 499)).toBe(499);
  expect(curve.cells.at("first", 500)).toBe(500);
  curve.refine({ ...raw, steps: [999, 1000, 1001], times: [0, 0, 0], values: [1, 2, 3] });
  expect(curve.cells.at("last", curve.cells.length - 1)).toBe(999);
  curve.refine({ ...raw, steps: [10, 600], times: [0, 0], values: [1, 2] });
  expect(curve.cells.at("last", curve.cells.length - 1)).toBe(999);
});

test("The newest hundred points begin at the right step", () => {
  const curve = new Curve("loss", 0);
  for (let step = 0; step < 1000; step++) curve.add(step, step, step);
  expect(curve.stepOfNewest(100)).toBe(900);
  expect(curve.stepOfNewest(5000)).toBe(0);
});
