import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
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

test("In a store of many thousand runs the newest and the followed ones are held, and no more than a page can use", async () => {
  const catalog = new RunCatalog();
  const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
  const made = (i: number): Run => ({ ...run, id: `run_${i}`, status: "running", created_at: at(i), cursor: i });
  catalog.put(made(0));
  await expect(catalog.want("run_0")).resolves.toBe("known");
  for (let i = 1; i < 10_000; i++)
    catalog.receive({ type: "run_created", run_id: `run_${i}`, cursor: i, run: made(i) });
  await new Promise<void>((resolve) => {
    const stop = catalog.view.watch(() => {
      stop();
      resolve();
    });
  });
  const { runs, byId } = catalog.view.get();
  expect(runs.length).toBeLessThan(1700);
  expect(runs[0]?.id).toBe("run_9999");
  expect(byId.has("run_0")).toBe(true);
  expect(byId.has("run_1")).toBe(false);
});

test("Lists that are read again and hold nothing new leave every run the object it was, and tell nobody", async () => {
  const page = { items: [run], next_cursor: null, total: 1 };
  const answers = vi.fn(() => Promise.resolve(Response.json(page)));
  vi.stubGlobal("fetch", answers);
  const catalog = new RunCatalog();
  const told = vi.fn();
  catalog.view.watch(told);
  await catalog.reload();
  const before = catalog.view.get();
  await catalog.reload();
  // Longer than what is put waits until it is told.
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(answers).toHaveBeenCalledTimes(4);
  expect(told).toHaveBeenCalledTimes(1);
  expect(catalog.view.get()).toBe(before);

  page.items = [{ ...run, stalled: true }];
  await catalog.reload();
  expect(catalog.view.get().runs[0]?.stalled).toBe(true);
  page.items = [];
  await catalog.reload();
  expect(catalog.view.get().runs).toEqual([]);
  vi.unstubAllGlobals();
});
