import { expect, test } from "vitest";
import { embedRouteOf } from "./embedRoute";

test("An embedded address names what runs now, or one metric of one run", () => {
  expect(embedRouteOf("/embed/active")).toEqual({ kind: "active" });
  const metric = { kind: "metric", runId: "run_1", metric: "train/loss" };
  expect(embedRouteOf("/embed/runs/run_1/train/loss")).toEqual(metric);
  expect(embedRouteOf("/embed/runs/run_1/train%2Floss")).toEqual(metric);
  for (const path of ["/embed", "/embed/runs/run_1", "/embed/runs/RUN/x"])
    expect(embedRouteOf(path)).toEqual({ kind: "unknown" });
});

test("What is no escape stands for itself", () => {
  expect(embedRouteOf("/embed/runs/run_1/100%")).toEqual({ kind: "metric", runId: "run_1", metric: "100%" });
});
