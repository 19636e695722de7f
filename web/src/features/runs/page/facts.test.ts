import { expect, test } from "vitest";
import type { Run } from "../../../api/wire";
import { barMarks, epochShare, headMetrics, pointsOf, resumedSteps } from "./facts";

const metric = (count: number) => ({
  latest: 1,
  step: 1,
  min: 1,
  min_step: 1,
  max: 1,
  max_step: 1,
  best: 1,
  goal: "min" as const,
  count,
});
const run = (more: Partial<Run>): Run =>
  ({ step: 50, total_steps: 200, steps_per_epoch: null, metrics: {}, primary: {}, ...more }) as unknown as Run;

test("The head shows the loss first, then what was held out, and each metric once", () => {
  const metrics = Object.fromEntries(
    ["train/lr", "train/loss", "val/loss", "val/accuracy", "train/accuracy", "train/grad_norm"].map((key) => [
      key,
      metric(2),
    ]),
  );
  const primary = { loss: "train/loss", lr: "train/lr", accuracy: "val/accuracy" };
  const shown = headMetrics(run({ metrics, primary }));
  expect(shown.map(({ key }) => key)).toEqual([
    "train/loss",
    "val/loss",
    "val/accuracy",
    "train/grad_norm",
    "train/lr",
  ]);
  expect(pointsOf(run({ metrics }))).toBe(12);
});

test("The step that ends an epoch fills its bar", () => {
  expect(epochShare(run({ step: 100, steps_per_epoch: 100 }))).toBe(100);
  expect(epochShare(run({ step: 101, steps_per_epoch: 100 }))).toBe(1);
  expect(epochShare(run({ step: 101 }))).toBeNull();
});

test("Checkpoints and resumes are marked where they lie, those outside of the bar are not", () => {
  const saved = [
    { step: 50, is_best: false },
    { step: 100, is_best: true },
    { step: null, is_best: false },
    { step: 900, is_best: false },
  ];
  expect(barMarks(run({}), saved, [20])).toEqual([
    { at: 25, step: 50, kind: "checkpoint" },
    { at: 50, step: 100, kind: "best" },
    { at: 10, step: 20, kind: "resume" },
  ]);
  expect(barMarks(run({ step: null, total_steps: null }), saved, [])).toEqual([]);
});

test("A resume's step is read from its event", () => {
  expect(
    resumedSteps([
      { kind: "resumed", message: "w1 resumed from step 8,000 as segment 2", data: null },
      { kind: "resumed", message: "w1 resumed from the first step then logged as segment 3", data: null },
      { kind: "note", message: "step 4", data: null },
    ]),
  ).toEqual([8000]);
});
