import { expect, test } from "vitest";
import { autoSmoothing, nextSmoothing, SMOOTHING } from "./settings";

test("Short runs are smoothed little, long ones more", () => {
  expect([100, 1000, 20_000, 1_000_000].map(autoSmoothing)).toEqual([0.6, 0.9, 0.98, 0.995]);
});

test("Smoothing goes up and down one level at a time and stops at the ends", () => {
  for (const [i, level] of SMOOTHING.entries()) {
    expect(nextSmoothing(level, 1)).toBe(SMOOTHING[Math.min(i + 1, SMOOTHING.length - 1)]);
    expect(nextSmoothing(level, -1)).toBe(SMOOTHING[Math.max(i - 1, 0)]);
  }
});
