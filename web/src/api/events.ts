import { get } from "./http";
import type { Page, RunEvent } from "./wire";

export const listEvents = (limit: number, signal?: AbortSignal) =>
  get<Page<RunEvent>>("/api/events", { limit }, signal);
export const listRunEvents = (runId: string, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<RunEvent>>(`/api/runs/${encodeURIComponent(runId)}/events`, { limit: 200, cursor }, signal);
