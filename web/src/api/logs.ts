import { get } from "./http";
import type { LogLine, Page } from "./wire";

export interface LogQuery {
  // The number of the first line to look at; or the last lines, however many there are.
  cursor?: number;
  tail?: number;
  limit?: number;
  q?: string | undefined;
  stream?: "stdout" | "stderr" | undefined;
}

// The console of a run, oldest first. `total` counts all its lines, whatever was searched for.
export const readLogs = (runId: string, query: LogQuery, signal?: AbortSignal) =>
  get<Page<LogLine>>(`/api/runs/${encodeURIComponent(runId)}/logs`, { ...query }, signal);
