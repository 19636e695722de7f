import { get } from "./http";
import type { History } from "./wire";

export interface HistoryRange {
  from?: number;
  to?: number;
  points?: number;
  // Step unless given; another metric gives pairs.
  x?: string;
  segment?: "all";
}

// Reads a run's curves: raw points where they fit into `points`, exact buckets where they do not.
export function readHistory(runId: string, keys: string[], range: HistoryRange = {}, signal?: AbortSignal) {
  const query = { keys: keys.join(","), ...range, points: range.points ?? 1500 };
  return get<History>(`/api/runs/${encodeURIComponent(runId)}/metrics`, query, signal);
}
