import { type Cell, Cells, joined } from "./cells";

// How many of the newest cells stay as they are (the "last 1,000" view reads them), and about how many older ones remain.
export const KEEP_NEWEST = 4096;
export const KEEP_OLDER = 4096;
export const LARGEST = KEEP_NEWEST + 2 * KEEP_OLDER;

// Joins old neighbours into equal ranges of steps once there are more cells than any screen has pixels.
// Minima, maxima, sums and counts are exact after it: no extreme is ever dropped, only its place within a bucket.
export function compact(cells: Cells): Cells {
  if (cells.length <= LARGEST) return cells;
  const older = cells.length - KEEP_NEWEST;
  const start = cells.at("first", 0);
  const width = Math.max(1, (cells.at("last", older - 1) - start) / KEEP_OLDER);
  const result = new Cells();
  let open: Cell | null = null;
  let bucket = -1;
  for (let i = 0; i < older; i++) {
    const cell = cells.read(i);
    const index = Math.floor((cell.first - start) / width);
    if (open !== null && index === bucket) open = joined(open, cell);
    else {
      if (open !== null) result.push(open);
      open = cell;
      bucket = index;
    }
  }
  if (open !== null) result.push(open);
  for (let i = older; i < cells.length; i++) result.push(cells.read(i));
  return result;
}
