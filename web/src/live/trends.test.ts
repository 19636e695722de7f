import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MetricSummary, Run, Series } from "../api/wire";
import { Trends } from "./trends";

const base = JSON.parse(readFileSync(new URL("../../../contract/fixtures/run.json", import.meta.url), "utf8")) as Run;
const at = (step: number, latest: number): Run => ({
  ...base,
  id: "run_1",
  primary: { ...base.primary, loss: "loss" },
  metrics: { loss: { latest, step } as MetricSummary },
});
const past = (count: number): Series => {
  const steps = Array.from({ length: count }, (_, i) => i);
  return { run_id: "run_1", key: "loss", segment: 1, total: count, kind: "raw", steps, times: steps, values: steps };
};

test("A trend spans the whole course, however fast the updates come", () => {
  const trends = new Trends();
  trends.begin(past(1000));
  expect(trends.get("run_1").length).toBeGreaterThanOrEqual(24);
  for (let step = 1000; step < 8000; step += 3) trends.take(at(step, step));
  const points = trends.get("run_1");
  expect(points.length).toBeLessThan(48);
  // Value equals step here, so even spacing in steps is even spacing in values.
  const gaps = points.slice(1).map((value, i) => value - (points[i] ?? 0));
  expect(points[0]).toBeLessThan(500);
  expect(points.at(-1)).toBeGreaterThan(7000);
  expect(Math.max(...gaps)).toBeLessThan(3 * Math.min(...gaps));
});

test("A value that is no number is a gap in the trend, and an update that brings no step adds nothing", () => {
  const trends = new Trends();
  trends.take(at(1, 5));
  trends.take(at(1, 5));
  trends.take(at(2, Number.NaN));
  trends.take(at(3, 4));
  expect(trends.get("run_1")).toEqual([5, Number.NaN, 4]);
});
