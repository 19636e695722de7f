import { expect, test } from "vitest";
import type { Checkpoint } from "../../api/wire";
import { metricColumns, sortCheckpoints } from "./columns";

const checkpoint = (id: string, step: number | null, loss?: number): Checkpoint => ({
  id,
  run_id: "run_1",
  step,
  name: "a.pt",
  structure: null,
  filepath: "/m/model.pt",
  size: 1,
  sha256: null,
  validity: "valid",
  reason: null,
  format: "pt",
  metrics: loss === undefined ? {} : { accuracy: 0.5, loss },
  metadata: {},
  is_best: false,
  stored: "registered",
  created_at: "2026-11-22T09:30:00Z",
});
const all = [checkpoint("a", 2, 0.5), checkpoint("b", null, 0.1), checkpoint("c", 9)];
const ids = (list: Checkpoint[]) => list.map((item) => item.id).join("");

test("Checkpoints sort by any column, and what they do not say comes last both ways", () => {
  expect(ids(sortCheckpoints(all, "step", true))).toBe("cab");
  expect(ids(sortCheckpoints(all, "step", false))).toBe("acb");
  expect(ids(sortCheckpoints(all, "metric:loss", false))).toBe("bac");
  expect(ids(sortCheckpoints(all, "id", true))).toBe("cba");
});

test("The primary loss is the first metric column", () => {
  expect(metricColumns(all, "loss")).toEqual(["loss", "accuracy"]);
});
