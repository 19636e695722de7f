import { get } from "./http";
import type { Page, RunEvent } from "./wire";

export const listEvents = (limit: number, signal?: AbortSignal) =>
  get<Page<RunEvent>>("/api/events", { limit }, signal);
