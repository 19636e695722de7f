import type { RunGroup } from "../../api/wire";

// Which groups are folded: those that are named, or all but those.
export interface Fold {
  isAll: boolean;
  keys: ReadonlySet<string>;
}

export const UNFOLDED: Fold = { isAll: false, keys: new Set() };
export const FOLDED: Fold = { isAll: true, keys: new Set() };

// Runs without a value are a group too; no value is told as this character is.
export const keyOf = ({ value }: RunGroup): string => value ?? "\u0000";

export const isFolded = (fold: Fold, key: string): boolean => fold.isAll !== fold.keys.has(key);

export function toggleFold(fold: Fold, key: string): Fold {
  const keys = new Set(fold.keys);
  if (!keys.delete(key)) keys.add(key);
  return { isAll: fold.isAll, keys };
}

// `fold=adam,sgd` are folded; `fold=!adam` is all but adam.
export function readFold(text: string | null): Fold {
  const isAll = text?.startsWith("!") ?? false;
  const parts = (isAll ? text?.slice(1) : text)?.split(",") ?? [];
  return { isAll, keys: new Set(parts.filter((part) => part !== "").map(decodeURIComponent)) };
}

export function foldText({ isAll, keys }: Fold): string | null {
  const text = [...keys].map(encodeURIComponent).join(",");
  return isAll ? `!${text}` : text === "" ? null : text;
}

// A group as it lies in the table: its head on one line, its runs on the next ones unless it is folded. Its runs are a
// stretch of the list that the server gives.
export interface Stretch {
  key: string;
  group: RunGroup;
  line: number;
  start: number;
  isFolded: boolean;
}

export interface Stretches {
  all: Stretch[];
  lines: number;
}

export function stretchesOf(groups: readonly RunGroup[], fold: Fold): Stretches {
  const all: Stretch[] = [];
  let line = 0;
  let start = 0;
  for (const group of groups) {
    const key = keyOf(group);
    const stretch = { key, group, line, start, isFolded: isFolded(fold, key) };
    all.push(stretch);
    line += 1 + (stretch.isFolded ? 0 : group.count);
    start += group.count;
  }
  return { all, lines: line };
}

// The group that a line belongs to.
export function stretchAt({ all }: Stretches, line: number): Stretch | undefined {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
}

// Which runs of the server's list the lines [from, to) show, as few stretches.
export function rangesOf(stretches: Stretches, from: number, to: number): [number, number][] {
  const ranges: [number, number][] = [];
  const first = stretchAt(stretches, from);
  for (let i = first === undefined ? 0 : stretches.all.indexOf(first); i < stretches.all.length; i++) {
    const one = stretches.all[i];
    if (one === undefined || one.line >= to) break;
    if (one.isFolded) continue;
    const begin = one.start + Math.max(0, from - one.line - 1);
    const end = one.start + Math.min(one.group.count, to - one.line - 1);
    if (begin >= end) continue;
    const before = ranges.at(-1);
    if (before !== undefined && before[1] === begin) before[1] = end;
    else ranges.push([begin, end]);
  }
  return ranges;
}
