import { get, request } from "./http";
import type { Page, Run, Status } from "./wire";

const at = (id: string) => `/api/runs/${encodeURIComponent(id)}`;

export interface RunChange {
  name?: string;
  notes?: string;
  tags?: string[];
  status?: Status;
}

export const listRuns = (query: { status?: string; sort?: string; limit?: number; q?: string }, signal?: AbortSignal) =>
  get<Page<Run>>("/api/runs", query, signal);
export const readRun = (id: string, signal?: AbortSignal) => get<Run>(at(id), undefined, signal);
export const changeRun = (id: string, change: RunChange) => request<Run>("PUT", at(id), change);
export const deleteRun = (id: string) => request<void>("DELETE", at(id));
export const commandRun = (id: string, command: string) =>
  request<{ command_id: string }>("POST", `${at(id)}/commands`, { command });
export const exportPath = (id: string) => `/api/export/runs/${encodeURIComponent(id)}.ndjson`;
