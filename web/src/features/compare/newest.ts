import type { Cells } from "../../live/cells";

// The newest step of any of several curves.
export const newestOf = (cells: ReadonlyMap<string, Cells>): number =>
  Math.max(0, ...[...cells.values()].map((held) => (held.length === 0 ? 0 : held.at("last", held.length - 1))));
