import { get, request } from "./http";
import type { Page, Run, Status } from "./wire";

const at = (id: string) => `/api/runs/${encodeURIComponent(id)}`;

export interface RunChange {
  name?: string;
  notes?: string;
  tags?: string[];
  status?: Status;
}

export const listRuns = (
  query: { id?: string; status?: string; sort?: string; limit?: number; q?: string },
  signal?: AbortSignal,
) => get<Page<Run>>("/api/runs", query, signal);

// A stretch of the runs that a filter leaves, in its order. The search is that of the API: a saved one is a link.
export const findRuns = (search: URLSearchParams, offset: number, limit: number, signal?: AbortSignal) => {
  const query = new URLSearchParams(search);
  query.set("limit", String(limit));
  if (offset > 0) query.set("offset", String(offset));
  return get<Page<Run>>(`/api/runs?${query}`, undefined, signal);
};

export type BatchAction = "delete" | "cancel" | "tag" | "untag" | "move";
export interface BatchAnswer {
  done: string[];
  failed: { id: string; reason: string }[];
}
export const MOST_AT_ONCE = 1000;
export const batchRuns = (ids: string[], action: BatchAction, more: { tag?: string; project?: string } = {}) =>
  request<BatchAnswer>("POST", "/api/runs/batch", { ids, action, ...more });
export const readRun = (id: string, signal?: AbortSignal) => get<Run>(at(id), undefined, signal);
export const changeRun = (id: string, change: RunChange) => request<Run>("PUT", at(id), change);
export const deleteRun = (id: string) => request<void>("DELETE", at(id));
export const commandRun = (id: string, command: string, when: "now" | "epoch_end" = "now") =>
  request<{ command_id: string }>("POST", `${at(id)}/commands`, { command, when });
// Whether the export is there; the browser saves its body itself.
export async function hasExport(id: string): Promise<boolean> {
  const answer = await fetch(exportPath(id), { method: "HEAD" });
  return answer.ok && !(answer.headers.get("content-type") ?? "").includes("html");
}
export const exportPath = (id: string, format: "ndjson" | "csv" = "ndjson") =>
  `/api/export/runs/${encodeURIComponent(id)}.${format}`;
