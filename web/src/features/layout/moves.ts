import { byPlace, COLUMNS, type PanelKind, type Tile } from "./layout";

export const SMALLEST = { w: 2, h: 4 };

const cross = (a: Tile, b: Tile): boolean =>
  a.id !== b.id && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

// Lets every tile rise as far as it can; the one that is being held goes first among equals, so that it keeps its place.
function settle(layout: readonly Tile[], held: string | null): Tile[] {
  const placed: Tile[] = [];
  const order = [...layout].sort((a, b) => a.y - b.y || Number(b.id === held) - Number(a.id === held) || a.x - b.x);
  for (const tile of order) {
    let { y } = tile;
    while (y > 0 && !placed.some((other) => cross({ ...tile, y: y - 1 }, other))) y--;
    while (placed.some((other) => cross({ ...tile, y }, other))) y++;
    placed.push({ ...tile, y });
  }
  return placed.sort(byPlace);
}

// Puts a tile somewhere, or gives it another size. What it covers gives way downwards, and no hole stays above anything.
export function put(layout: readonly Tile[], id: string, to: Partial<Pick<Tile, "x" | "y" | "w" | "h">>): Tile[] {
  const tile = layout.find((one) => one.id === id);
  if (tile === undefined) return [...layout];
  const w = Math.min(COLUMNS, Math.max(SMALLEST.w, to.w ?? tile.w));
  const x = Math.min(COLUMNS - (to.w === undefined ? w : SMALLEST.w), Math.max(0, to.x ?? tile.x));
  const moved = {
    ...tile,
    x,
    w: Math.min(w, COLUMNS - x),
    y: Math.max(0, to.y ?? tile.y),
    h: Math.max(SMALLEST.h, to.h ?? tile.h),
  };
  const others = layout.filter((one) => one.id !== id);
  // A tile that moves down past its neighbour changes places with it, instead of being held where it was.
  const lifted = others.map((one) =>
    cross(moved, one) && moved.y > tile.y && one.y >= tile.y + tile.h && moved.y >= one.y
      ? { ...one, y: Math.max(0, one.y - tile.h) }
      : one,
  );
  return settle([...lifted, moved], id);
}

export function move(layout: readonly Tile[], id: string, dx: number, dy: number): Tile[] {
  const tile = layout.find((one) => one.id === id);
  if (tile === undefined) return [...layout];
  if (dy === 0) return put(layout, id, { x: tile.x + dx });
  // One key press passes one whole neighbour: less would be taken back at once by the tiles rising again.
  const within = layout.filter((one) => one.id !== id && one.x < tile.x + tile.w && tile.x < one.x + one.w);
  if (dy > 0) {
    const below = within.filter((one) => one.y >= tile.y + tile.h).sort(byPlace)[0];
    return below === undefined
      ? [...layout]
      : put(layout, id, { y: below.y + below.h - tile.h + (tile.h > below.h ? tile.h - below.h : 0) });
  }
  const above = within
    .filter((one) => one.y + one.h <= tile.y)
    .sort(byPlace)
    .at(-1);
  return above === undefined ? [...layout] : put(layout, id, { y: above.y });
}

export function resize(layout: readonly Tile[], id: string, dw: number, dh: number): Tile[] {
  const tile = layout.find((one) => one.id === id);
  return tile === undefined ? [...layout] : put(layout, id, { w: tile.w + dw, h: tile.h + dh });
}

export const remove = (layout: readonly Tile[], id: string): Tile[] =>
  settle(
    layout.filter((one) => one.id !== id),
    null,
  );

// A new panel goes below everything, where it moves nothing.
export function add(
  layout: readonly Tile[],
  kind: PanelKind,
  more: Pick<Tile, "metric" | "run"> = {},
  name: string | null = null,
): Tile[] {
  let number = 1;
  const idOf = () => (number === 1 && kind !== "metric" ? kind : `${kind}-${number}`);
  while (layout.some(({ id }) => id === idOf())) number++;
  const bottom = Math.max(0, ...layout.map((one) => one.y + one.h));
  return settle([...layout, { id: name ?? idOf(), kind, x: 0, y: bottom, w: 4, h: 12, ...more }], null);
}

const PIN = "pin-";

// Every pinned metric has a chart, and a chart that was made by a pin goes with it.
export function withPins(layout: readonly Tile[], pins: readonly string[]): readonly Tile[] {
  const gone = layout.filter(({ id }) => id.startsWith(PIN) && !pins.includes(id.slice(PIN.length)));
  const fresh = pins.filter((metric) => !layout.some(({ id }) => id === PIN + metric));
  if (gone.length === 0 && fresh.length === 0) return layout;
  const kept = gone.reduce<readonly Tile[]>((rest, { id }) => remove(rest, id), layout);
  return fresh.reduce<readonly Tile[]>((tiles, metric) => add(tiles, "metric", { metric }, PIN + metric), kept);
}

export const pinOf = (id: string): string | null => (id.startsWith(PIN) ? id.slice(PIN.length) : null);
