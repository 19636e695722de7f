import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Frame, parseFrame } from "../api/frames";
import type { Run } from "../api/wire";
import { RunCatalog } from "./catalog";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../contract/fixtures/${name}.json`, import.meta.url), "utf8"));
const run = read("run") as Run;
const frames = (read("frames") as { from: string; frame: Frame }[])
  .filter((entry) => entry.from === "server")
  .map((entry) => parseFrame(JSON.stringify(entry.frame)));

function frameOf<T extends Frame["type"]>(type: T): Extract<Frame, { type: T }> {
  const frame = frames.find((candidate) => candidate?.type === type);
  if (frame === undefined || frame === null) throw new Error(`the fixtures have no ${type}`);
  return frame as Extract<Frame, { type: T }>;
}

async function catalogWith(...received: Frame[]): Promise<RunCatalog> {
  const catalog = new RunCatalog();
  catalog.put(run);
  for (const frame of received) catalog.receive(frame);
  await new Promise<void>((resolve) => {
    const stop = catalog.view.watch(() => {
      stop();
      resolve();
    });
  });
  return catalog;
}

test("Every server frame of the contract is understood", () => {
  expect(frames.every((frame) => frame !== null)).toBe(true);
  expect(new Set(frames.map((frame) => frame?.type))).toContain("metric_batch");
});

test("An update changes the fields it names and the metrics it holds, and leaves the others", async () => {
  const catalog = await catalogWith(frameOf("run_update"));
  const known = catalog.view.get().byId.get(run.id);
  expect(known).toMatchObject({ step: 433, progress: 43.3, name: "mnist", cursor: 5142 });
  expect(known?.metrics["train/loss"]?.latest).toBe(0.4);
  expect(known?.metrics["train/grad_norm"]?.latest).toBe("NaN");
});

test("A change of status is seen, and an older frame that comes after it changes nothing", async () => {
  const old = { ...frameOf("run_update"), cursor: 5000, status: "running" as const };
  const catalog = await catalogWith(frameOf("status_change"), old);
  expect(catalog.view.get().byId.get(run.id)?.status).toBe("completed");
});

test("A deleted run goes, and a late reading does not bring it back", async () => {
  const catalog = await catalogWith(frameOf("run_deleted"));
  expect(catalog.view.get().runs).toEqual([]);
  catalog.put(run);
  expect(catalog.view.get().byId.has(run.id)).toBe(false);
});

test("A reading that is older than what the frames brought is not taken", async () => {
  const catalog = await catalogWith(frameOf("run_update"));
  catalog.put({ ...run, step: 1 });
  expect(catalog.view.get().byId.get(run.id)?.step).toBe(433);
});
