import { expect, test } from "vitest";
import { byPlace, COLUMNS, DEFAULT, type Tile } from "./layout";
import { add, move, put, remove, resize, SMALLEST } from "./moves";

const at = (layout: readonly Tile[], id: string) => {
  const tile = layout.find((one) => one.id === id);
  if (tile === undefined) throw new Error(`no ${id}`);
  return [tile.x, tile.y, tile.w, tile.h];
};

// What must hold after any move: nothing overlaps, nothing leaves the grid, nothing floats.
function expectSound(layout: readonly Tile[]): void {
  const taken = new Set<string>();
  for (const tile of layout) {
    expect(tile.x).toBeGreaterThanOrEqual(0);
    expect(tile.x + tile.w).toBeLessThanOrEqual(COLUMNS);
    expect(tile.w).toBeGreaterThanOrEqual(SMALLEST.w);
    expect(tile.h).toBeGreaterThanOrEqual(SMALLEST.h);
    for (let x = tile.x; x < tile.x + tile.w; x++)
      for (let y = tile.y; y < tile.y + tile.h; y++) {
        expect(taken.has(`${x} ${y}`), `${tile.id} at ${x} ${y}`).toBe(false);
        taken.add(`${x} ${y}`);
      }
  }
  for (const tile of layout) {
    const isHeld = tile.y === 0 || [...Array(tile.w).keys()].some((i) => taken.has(`${tile.x + i} ${tile.y - 1}`));
    expect(isHeld, `${tile.id} floats`).toBe(true);
  }
  expect([...layout].sort(byPlace)).toEqual(layout);
}

test("A panel that is put upon another takes its place, and that one gives way downwards", () => {
  const layout = put(DEFAULT, "loss", { x: 0, y: 0 });
  expect(at(layout, "loss")).toEqual([0, 0, 4, 15]);
  expect(at(layout, "runs")).toEqual([0, 15, 4, 11]);
  expectSound(layout);
});

test("A key passes one neighbour, and the way back gives the same picture", () => {
  const down = move(DEFAULT, "runs", 0, 1);
  expect(at(down, "loss")[1]).toBe(0);
  expect(at(down, "runs")[1]).toBe(15);
  expect(move(down, "runs", 0, -1)).toEqual(DEFAULT);
  expect(at(move(DEFAULT, "runs", -1, 0), "runs")).toEqual(at(DEFAULT, "runs"));
});

test("A panel grows to the edge and shrinks to its smallest, and no further", () => {
  let layout: readonly Tile[] = DEFAULT;
  for (let i = 0; i < 20; i++) layout = resize(layout, "events", 1, 0);
  expect(at(layout, "events").slice(0, 3)).toEqual([8, 0, 4]);
  for (let i = 0; i < 20; i++) layout = resize(layout, "events", -1, -1);
  expect(at(layout, "events").slice(2)).toEqual([SMALLEST.w, SMALLEST.h]);
  expectSound(layout);
});

test("What is added stands below everything and can be taken away again", () => {
  const more = add(add(DEFAULT, "metric", { metric: "val/acc" }), "metric", { metric: "val/loss", run: "run_1" });
  expect(more.filter(({ kind }) => kind === "metric").map(({ id }) => id)).toEqual(["metric-1", "metric-2"]);
  expectSound(more);
  expect(remove(remove(more, "metric-1"), "metric-2")).toEqual(DEFAULT);
});

test("Whatever is moved wherever, nothing overlaps, floats or leaves the grid", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((seed / 4_294_967_296) * below);
  };
  let layout: readonly Tile[] = DEFAULT;
  for (let round = 0; round < 1500; round++) {
    const id = layout[random(layout.length)]?.id ?? "";
    const kind = random(6);
    if (kind === 0) layout = put(layout, id, { x: random(14) - 1, y: random(45) - 2 });
    else if (kind === 1) layout = put(layout, id, { w: random(14), h: random(20) });
    else if (kind === 2) layout = move(layout, id, random(3) - 1, random(3) - 1);
    else if (kind === 3) layout = resize(layout, id, random(3) - 1, random(3) - 1);
    else if (kind === 4 && layout.length < 14) layout = add(layout, "note");
    else if (kind === 5 && layout.length > 4) layout = remove(layout, id);
    expectSound(layout);
  }
});
