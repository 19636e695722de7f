import { readHistory } from "../api/history";
import type { History } from "../api/wire";
import type { Cells } from "./cells";
import { type Curve, cellsOf, MOST_GHOSTS } from "./curve";

export interface Branches {
  resumedAt: number[];
  ghosts: Map<string, Cells[]>;
}

// What the segments of a run say about its past: where it was resumed, and what each resume left behind.
// A segment begins at the first step that any of its metrics logged; of every older one, what lies from there on is a ghost.
export function branchesOf(history: History): Branches {
  const begins = new Map<number, number>();
  for (const series of history.series) {
    const first = series.kind === "raw" ? series.steps[0] : series.first_step[0];
    if (first !== undefined) begins.set(series.segment, Math.min(begins.get(series.segment) ?? first, first));
  }
  const segments = [...begins].sort(([a], [b]) => a - b);
  const ghosts = new Map<string, Cells[]>();
  for (const series of history.series) {
    const cut = Math.min(...segments.filter(([number]) => number > series.segment).map(([, first]) => first));
    if (!Number.isFinite(cut)) continue;
    const cells = cellsOf(series);
    let index = cells.upperBound(cut);
    while (index > 0 && cells.at("last", index - 1) >= cut) index--;
    if (index >= cells.length) continue;
    // One point before the cut, so that the ghost begins on the line that it left.
    const ghost = cells.from(Math.max(0, index - 1));
    ghosts.set(series.key, [...(ghosts.get(series.key) ?? []), ghost].slice(-MOST_GHOSTS));
  }
  return { resumedAt: segments.slice(1).map(([, first]) => first), ghosts };
}

// Read once when a resumed run is opened: after a reload of the page the old branches would otherwise be gone.
export async function readBranches(runId: string, keys: string[], signal: AbortSignal): Promise<Branches> {
  return branchesOf(await readHistory(runId, keys, { segment: "all", points: 600 }, signal));
}

export function applyBranches(branches: Branches, curves: ReadonlyMap<string, Curve>, keys: string[]): void {
  for (const key of keys) {
    const curve = curves.get(key);
    if (curve === undefined) continue;
    curve.resumedAt = branches.resumedAt;
    curve.ghosts = branches.ghosts.get(key) ?? [];
    curve.version++;
  }
}
