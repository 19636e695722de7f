import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { colorsOf, isLeadWide, sectionsOf, suitsLog } from "./sections";

const run = (names: string[], loss = "train/loss"): Run =>
  ({
    primary: { loss },
    metrics: Object.fromEntries(names.map((name) => [name, { min: 0.001, max: 2, count: 1 }])),
  }) as unknown as Run;

const NAMES = [
  "val/accuracy",
  "val/loss",
  "train/lr",
  "train/loss",
  "train/accuracy",
  "epoch",
  "perf/gpu10",
  "perf/gpu2",
];

test("Metrics stand in sections by prefix, that of the loss first, losses first within", () => {
  expect(sectionsOf(run(NAMES), [], "")).toEqual([
    { name: "train", metrics: ["train/loss", "train/accuracy", "train/lr"] },
    { name: "val", metrics: ["val/loss", "val/accuracy"] },
    { name: "metrics", metrics: ["epoch"] },
    { name: "perf", metrics: ["perf/gpu2", "perf/gpu10"] },
  ]);
});

test("What is pinned stands first, and a search leaves only what it names", () => {
  const sections = sectionsOf(run(NAMES), ["val/loss", "gone"], "LOSS");
  expect(sections).toEqual([
    { name: "pinned", metrics: ["val/loss"] },
    { name: "train", metrics: ["train/loss"] },
    { name: "val", metrics: ["val/loss"] },
  ]);
  expect(sectionsOf(run(NAMES), ["val/loss"], "nothing")).toEqual([]);
});

test("A metric keeps its colour whatever is searched for", () => {
  const colors = colorsOf(run(NAMES));
  expect(colors.get("train/loss")).toBe(0);
  expect(colors.get("val/loss")).toBe(3);
});

test("A log axis suits what spans more than two decades above zero", () => {
  expect(suitsLog(run(["a"]), "a")).toBe(true);
  const low = run(["a"]);
  Object.assign(low.metrics.a ?? {}, { min: -1 });
  expect(suitsLog(low, "a")).toBe(false);
  Object.assign(low.metrics.a ?? {}, { min: 0.5 });
  expect(suitsLog(low, "a")).toBe(false);
});

test("The loss is drawn wide where that fills its rows, and not where it would break a full one", () => {
  expect([1, 2, 3, 4, 5, 7].map((charts) => isLeadWide(charts, 4))).toEqual([false, true, true, false, false, true]);
  expect([1, 2, 3].map((charts) => isLeadWide(charts, 2))).toEqual([false, true, true]);
});
