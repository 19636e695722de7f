import { get, withQuery } from "./http";
import type { History } from "./wire";

export interface HistoryRange {
  from?: number;
  to?: number;
  points?: number;
  // Step unless given; another metric gives pairs.
  x?: string;
  segment?: "all";
}

// A run's curves: raw points where they fit into `points`, exact buckets where they do not.
export const historyPath = (runId: string, keys: string[], range: HistoryRange): string =>
  withQuery(`/api/runs/${encodeURIComponent(runId)}/metrics`, {
    keys: keys.join(","),
    ...range,
    points: range.points ?? 1500,
  });

export const readHistory = (runId: string, keys: string[], range: HistoryRange = {}, signal?: AbortSignal) =>
  get<History>(historyPath(runId, keys, range), undefined, signal);
