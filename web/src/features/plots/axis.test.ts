import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { Curve } from "../../live/curve";
import { nameOf, placer, stepsWithin } from "./axis";

const base = JSON.parse(
  readFileSync(new URL("../../../../contract/fixtures/run.json", import.meta.url), "utf8"),
) as Run;
const run: Run = { ...base, started_at: "2026-01-01T00:00:00Z", steps_per_epoch: 100 };
const start = Date.parse("2026-01-01T00:00:00Z") / 1000;

test("A point stands at its step, epoch, time since the start or wall time", () => {
  expect(placer("step", run)(250, start + 9)).toBe(250);
  expect(placer("epoch", run)(250, start + 9)).toBe(2.5);
  expect(placer("time", run)(250, start + 9)).toBe(9);
  expect(placer("wall", run)(250, start + 9)).toBe(start + 9);
  expect(placer("metric:tokens", run)(4e6, start)).toBe(4e6);
});

test("A stretch of any axis names the steps that it shows", () => {
  const curve = new Curve("loss", 0);
  for (let step = 0; step < 1000; step++) curve.add(step, start + 2 * step, 1);
  expect(stepsWithin(curve, [100, 200], placer("step", run))).toEqual([100, 200]);
  expect(stepsWithin(curve, [2, 3], placer("epoch", run))).toEqual([200, 300]);
  expect(stepsWithin(curve, [100, 200], placer("time", run))).toEqual([50, 100]);
  expect(stepsWithin(curve, [start, start + 10], placer("wall", run))).toEqual([0, 5]);
  expect(stepsWithin(curve, [5000, 6000], placer("step", run))).toBeNull();
});

test("The place of the cursor is said in the words of its axis", () => {
  expect(nameOf("time", 3725)).toBe("1h 02m 05s");
  expect(nameOf("wall", start)).toBe("00:00:00 UTC");
  expect(nameOf("epoch", 2.5)).toBe("epoch 2.5");
});
