import type { Run } from "../../api/wire";
import { fieldOf } from "../../live/fields";
import { formatField } from "../../ui/field";
import type { Column } from "./columns";

export interface Placed extends Column {
  width: number;
  // Distance from the left edge at which a pinned column stays.
  left: number;
}

const CHARACTER = 7.22;
const PADDING = 17;
const LEAD = 54;
const MOST: Record<string, number> = { notes: 34, tags: 30, name: 34 };
const FIXED: Record<string, number> = { status: 130, spark: 78, notes: 190 };
export const DELTA_WIDTH = 92;
// Least and greatest value of a group, beside its mean.
const RANGE_WIDTH = 92;

// The width of each column from what is in view. Widths only grow while the same columns are shown: `kept` holds them,
// so that nothing moves sideways when a longer value comes.
export function placeColumns(
  columns: readonly Column[],
  rows: readonly Run[],
  base: Run | null,
  kept: Map<string, number>,
  isGrouped = false,
): { placed: Placed[]; width: number } {
  let left = LEAD;
  const sample = base === null ? rows : [base, ...rows];
  const placed = columns.map((column) => {
    const isNumber = column.isNumber && !sample.some((run) => isWord(column.name, run));
    const own = Math.max(kept.get(column.name) ?? 0, widthOf(column, sample, base !== null));
    kept.set(column.name, own);
    const width = own + (isGrouped && column.name.startsWith("metric.") && base === null ? RANGE_WIDTH : 0);
    const place = { ...column, isNumber, width, left };
    left += width;
    return place;
  });
  return { placed, width: left };
}

function isWord(name: string, run: Run): boolean {
  if (!name.startsWith("config.")) return false;
  const value = fieldOf(run, name);
  return value !== null && typeof value !== "number";
}

function widthOf({ name, title, sub }: Column, rows: readonly Run[], hasBase: boolean): number {
  const fixed = FIXED[name];
  if (fixed !== undefined) return fixed;
  let most = Math.max(title.length + 2, sub.length, 4);
  for (const run of rows)
    most = Math.max(most, formatField(name, fieldOf(run, name)).length + (name === "tags" ? 3 : 0));
  const characters = Math.min(most, MOST[name] ?? 22);
  return Math.round(characters * CHARACTER + PADDING) + (hasBase && name.startsWith("metric.") ? DELTA_WIDTH : 0);
}

export const templateOf = (placed: readonly Placed[]): string =>
  `30px 24px ${placed.map(({ width }, i) => (i === placed.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" ")}`;
