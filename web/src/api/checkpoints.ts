import { get, request } from "./http";
import type { Checkpoint, Page } from "./wire";

const at = (id: string) => `/api/checkpoints/${encodeURIComponent(id)}`;

export const listCheckpoints = (runId: string, signal?: AbortSignal) =>
  get<Page<Checkpoint>>(`/api/runs/${encodeURIComponent(runId)}/checkpoints`, { limit: 1000 }, signal);
export const markBest = (id: string) => request<Checkpoint>("PUT", at(id), { is_best: true });
export const deleteCheckpoint = (id: string) => request<void>("DELETE", at(id));
export const loadCheckpoint = (id: string) => request<{ command_id: string }>("POST", `${at(id)}/load`);
