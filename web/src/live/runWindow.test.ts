import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Frame } from "../api/frames";
import type { Page, Run } from "../api/wire";
import { BLOCK, RunWindow } from "./runWindow";

const base = JSON.parse(readFileSync(new URL("../../../contract/fixtures/run.json", import.meta.url), "utf8")) as Run;
const all = Array.from({ length: 1000 }, (_, i): Run => ({ ...base, id: `run_${i}`, name: `r${i}`, cursor: 5 }));

function listed(reads: number[]) {
  return async (offset: number, limit: number): Promise<Page<Run>> => {
    reads.push(offset);
    const items = all.slice(offset, offset + limit);
    return { items, next_cursor: String(offset + limit), total: all.length };
  };
}
const ready = (rows: RunWindow, index: number): Promise<void> =>
  new Promise((done) => {
    const look = () => {
      if (rows.at(index) === undefined) return;
      stop();
      done();
    };
    const stop = rows.view.watch(look);
    look();
  });
const update = (id: string, cursor: number, name: string): Frame => ({ type: "run_update", run_id: id, cursor, name });

test("Only the blocks that are looked at are read, each once", async () => {
  const reads: number[] = [];
  const rows = new RunWindow(listed(reads));
  rows.want(450, 520);
  rows.want(451, 521);
  await ready(rows, 520);
  expect(reads.sort((a, b) => a - b)).toEqual([4 * BLOCK, 5 * BLOCK]);
  expect(rows.at(451)?.name).toBe("r451");
  expect(rows.at(0)).toBeUndefined();
  expect(rows.view.get().total).toBe(1000);
});

test("Frames change a row where it stands; an older one, and one of a row elsewhere, change nothing", async () => {
  const rows = new RunWindow(listed([]));
  rows.want(0, 10);
  await ready(rows, 3);
  rows.receive(update("run_3", 6, "new"));
  rows.receive(update("run_3", 4, "old"));
  rows.receive(update("run_900", 9, "elsewhere"));
  expect(rows.at(3)?.name).toBe("new");
  expect(rows.at(900)).toBeUndefined();
  rows.close();
});

test("A frame that overtakes the reading of its row is not lost", async () => {
  const rows = new RunWindow(listed([]));
  rows.want(0, 10);
  rows.receive(update("run_7", 8, "overtaken"));
  await ready(rows, 7);
  expect(rows.at(7)?.name).toBe("overtaken");
});

test("New runs are counted and leave the order alone until it is read anew", async () => {
  const reads: number[] = [];
  const rows = new RunWindow(listed(reads));
  rows.want(0, 10);
  await ready(rows, 3);
  rows.isAtTop = false;
  rows.receive({ type: "run_created", run_id: "run_x", cursor: 1, run: { ...base, id: "run_x" } });
  rows.receive({ type: "run_deleted", run_id: "run_3", cursor: 9 });
  expect(rows.view.get().stale).toBe(2);
  expect(rows.at(0)?.id).toBe("run_0");
  expect(rows.isGone("run_3")).toBe(true);
  expect(reads).toEqual([0]);
  rows.refresh();
  expect(rows.view.get().stale).toBe(0);
  expect(reads).toEqual([0, 0]);
});

test("No two windows are ever of the same version, so that one that gives way to another is seen to", async () => {
  const empty = { items: [], next_cursor: null, total: 0 };
  const [first, second] = [new RunWindow(async () => empty), new RunWindow(async () => empty)];
  const seen = [first.view.get().version, second.view.get().version];
  for (const window of [second, first, second]) {
    window.want(0, 10);
    window.refresh();
    seen.push(window.view.get().version);
  }
  expect(new Set(seen).size).toBe(seen.length);
  first.close();
  second.close();
});
