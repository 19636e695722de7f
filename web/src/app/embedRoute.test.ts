import { expect, test } from "vitest";
import { embedRouteOf } from "./embedRoute";

test("An embedded address names what runs now, or one metric of one run", () => {
  expect(embedRouteOf("/embed/active")).toEqual({ kind: "active" });
  const metric = { kind: "metric", runId: "run_1", metric: "train/loss" };
  expect(embedRouteOf("/embed/runs/run_1/train/loss")).toEqual(metric);
  expect(embedRouteOf("/embed/runs/run_1/train%2Floss")).toEqual(metric);
  for (const path of ["/embed", "/embed/runs/run_1", "/embed/runs/RUN/x", "/embed/runs/run_1/%"])
    expect(embedRouteOf(path)).toEqual({ kind: "unknown" });
});
