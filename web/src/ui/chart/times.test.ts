import { expect, test } from "vitest";
import { niceTimeRange, timeTicks } from "./times";

test("Marks of a clock stand at round times", () => {
  expect(timeTicks(0, 300, 5)).toEqual([0, 60, 120, 180, 240, 300]);
  expect(timeTicks(3601, 14_000, 4)).toEqual([7200, 10_800]);
  expect(timeTicks(0, 0.5, 5)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
});

test("A range of times holds its data and ends at a round time", () => {
  const [low, high] = niceTimeRange(1_763_805_003, 1_763_805_591);
  expect(low).toBeLessThanOrEqual(1_763_805_003);
  expect(high).toBeGreaterThanOrEqual(1_763_805_591);
  expect([low % 60, high % 60]).toEqual([0, 0]);
});
