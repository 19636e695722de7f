export const COLUMNS = 12;
export const ROWS = 36;

export type PanelKind =
  | "runs"
  | "system"
  | "events"
  | "loss"
  | "lr"
  | "config"
  | "checkpoints"
  | "actions"
  | "metric"
  | "console"
  | "latest"
  | "note";

// One panel of the terminal: its place in cells of a grid that is 12 wide, and 36 high before it scrolls.
export interface Tile {
  id: string;
  kind: PanelKind;
  x: number;
  y: number;
  w: number;
  h: number;
  // Of a metric: which one, and of which run; without a run, that of the selected one.
  metric?: string;
  run?: string;
}

const tile = (kind: PanelKind, x: number, y: number, w: number, h: number): Tile => ({ id: kind, kind, x, y, w, h });

export const DEFAULT: readonly Tile[] = [
  tile("runs", 0, 0, 4, 11),
  tile("system", 4, 0, 4, 11),
  tile("events", 8, 0, 4, 11),
  tile("loss", 0, 11, 4, 15),
  tile("lr", 4, 11, 4, 15),
  tile("config", 8, 11, 4, 15),
  tile("checkpoints", 0, 26, 8, 10),
  tile("actions", 8, 26, 4, 10),
];

export const byPlace = (a: Tile, b: Tile): number => a.y - b.y || a.x - b.x;

const KEY = "tmon.layout";
const KINDS: readonly string[] = [...DEFAULT.map(({ kind }) => kind), "metric", "console", "latest", "note"];

export function readLayout(): readonly Tile[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return Array.isArray(stored) && stored.length > 0 && stored.every(isTile) ? stored : DEFAULT;
  } catch {
    return DEFAULT;
  }
}

// Null forgets it, so that the default comes back.
export function storeLayout(layout: readonly Tile[] | null): void {
  try {
    if (layout === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // Storage may be refused; the layout then lasts as long as the page.
  }
}

// What was stored may come from another version, or from a hand: a tile outside of the grid would be lost to the eye.
function isTile(value: unknown): value is Tile {
  if (typeof value !== "object" || value === null) return false;
  const { id, kind, x, y, w, h, metric } = value as Tile;
  return (
    typeof id === "string" &&
    KINDS.includes(kind) &&
    [x, y, w, h].every(Number.isInteger) &&
    w >= 1 &&
    h >= 1 &&
    x >= 0 &&
    y >= 0 &&
    x + w <= COLUMNS &&
    (kind !== "metric" || typeof metric === "string")
  );
}
