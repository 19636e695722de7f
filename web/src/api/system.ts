import { get } from "./http";
import type { SystemHistory, SystemSample } from "./wire";

export type HostSample = SystemSample & { host: string };

export const readSystem = (signal?: AbortSignal) =>
  get<{ hosts: HostSample[] }>("/api/system/status", undefined, signal);
export const readSystemHistory = (
  query: { host: string; from: number; to: number; points: number },
  signal?: AbortSignal,
) => get<SystemHistory>("/api/system/history", query, signal);
export const isHealthy = async (): Promise<boolean> => {
  try {
    return (await fetch("/health", { signal: AbortSignal.timeout(4000) })).ok;
  } catch {
    return false;
  }
};
