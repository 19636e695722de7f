import { get, request } from "./http";
import type { History, Series } from "./wire";

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

// The same metrics of many runs in one answer.
export const readSeries = (query: { runs: string[]; keys: string[]; points: number }, signal?: AbortSignal) =>
  request<{ series: Series[] }>("POST", "/api/series", query, signal);
