import { afterEach, expect, test, vi } from "vitest";
import { Pair } from "./pair";

afterEach(() => vi.unstubAllGlobals());

const series = {
  key: "loss",
  kind: "raw",
  segment: 1,
  total: 3,
  steps: [1, 2, 3],
  times: [5, 5, 5],
  values: [9, 8, 7],
  x: [0.3, 0.2, 0.1],
};

test("A pair over a falling metric knows its newest point, and the steps by which it was logged", async () => {
  const answer = { cursor: 3, series: [series] };
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(answer)));
  const pair = new Pair("run_1", "lr", "loss", () => {});
  await pair.read();
  const { cells } = pair.curve;
  expect([0, 1, 2].map((i) => [cells.at("last", i), cells.at("time", i), cells.at("end", i)])).toEqual([
    [0.1, 3, 7],
    [0.2, 2, 8],
    [0.3, 1, 9],
  ]);
  expect(pair.curve.newest.at(-1)).toMatchObject({ step: 0.1, value: 7 });
  pair.take({
    type: "metric_batch",
    run_id: "run_1",
    segment: 1,
    cursor: 4,
    steps: [4],
    times: [5],
    metrics: { lr: [0.05], loss: [6] },
  } as unknown as Parameters<Pair["take"]>[0]);
  expect(pair.curve.newest.at(-1)).toMatchObject({ step: 0.05, value: 6 });
  expect(cells.at("time", 0)).toBe(4);
});
