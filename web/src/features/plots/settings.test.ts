import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { autoSmoothing, nextSmoothing, SMOOTHING, smoothingOf } from "./settings";

test("Short runs are smoothed little, long ones more", () => {
  expect([100, 1000, 20_000, 1_000_000].map(autoSmoothing)).toEqual([0.6, 0.9, 0.98, 0.995]);
});

test("A metric that is logged now and then is smoothed by as many points as it has", () => {
  const run = {
    total_steps: 20_000,
    step: 4999,
    metrics: { loss: { count: 5000, step: 4999 }, val: { count: 250, step: 4980 } },
  } as unknown as Run;
  expect([smoothingOf(run, "loss"), smoothingOf(run, "val"), smoothingOf(null)]).toEqual([0.98, 0.9, 0.6]);
});

test("Smoothing goes up and down one level at a time and stops at the ends", () => {
  for (const [i, level] of SMOOTHING.entries()) {
    expect(nextSmoothing(level, 1)).toBe(SMOOTHING[Math.min(i + 1, SMOOTHING.length - 1)]);
    expect(nextSmoothing(level, -1)).toBe(SMOOTHING[Math.max(i - 1, 0)]);
  }
});
