import { expect, test } from "vitest";
import type { MetricSummary } from "../api/wire";
import { isBestNow, isJudged } from "./judged";

const summary = (latest: number, min: number, max: number): MetricSummary => ({
  latest,
  step: 2,
  min,
  min_step: 1,
  max,
  max_step: 2,
  best: max,
  goal: "max",
  count: 2,
});

test.each(["train/lr", "lr", "optimizer/learning_rate", "grad/norm", "grad_norm", "time/step", "epoch", "step_time"])(
  "%s is watched, not striven for",
  (name) => expect(isJudged(name, "max")).toBe(false),
);

test.each(["train/loss", "accuracy", "val/bleu", "samples_per_second/s", "normal", "f1", "clr", "timely/score"])(
  "%s can be best",
  (name) => expect(isJudged(name, "max")).toBe(true),
);

test("What someone says shall fall is judged, whatever its name", () => {
  expect(isJudged("step_time", "min")).toBe(true);
});

test("What never changed and what is only watched is not the best so far", () => {
  expect(isBestNow("accuracy", summary(0.9, 0.1, 0.9))).toBe(true);
  expect(isBestNow("accuracy", summary(0.5, 0.1, 0.9))).toBe(false);
  expect(isBestNow("accuracy", summary(0.9, 0.9, 0.9))).toBe(false);
  expect(isBestNow("lr", summary(0.9, 0.1, 0.9))).toBe(false);
});
