import type { Run, Value } from "../../api/wire";
import { isBestNow } from "../../live/judged";
import { DASH, formatLeft } from "../../ui/format";

export interface LossReading {
  key: string;
  value: Value | null;
  // Against the best seen so far: below 0 better for a metric that shall fall.
  isBest: boolean;
}

export function lossOf(run: Run): LossReading | null {
  const key = run.primary.loss ?? null;
  if (key === null) return null;
  const summary = run.metrics[key];
  if (summary === undefined) return null;
  return { key, value: summary.latest, isBest: isBestNow(key, summary) };
}

export function elapsedOf(run: Run, now: number): number | null {
  if (run.started_at === null) return null;
  const end = run.ended_at === null ? now : Date.parse(run.ended_at) / 1000;
  return Math.max(0, end - Date.parse(run.started_at) / 1000);
}

// How long it still takes. Nothing is left of a run that does not run.
export function leftOf({ status, stalled, eta_seconds }: Pick<Run, "status" | "stalled" | "eta_seconds">): string {
  if (status !== "running") return DASH;
  return stalled ? "stalled" : formatLeft(eta_seconds);
}

// How many epochs it is to have; null where nobody said, or it has gone on past them.
export const epochsOf = ({ epoch, epochs }: Pick<Run, "epoch" | "epochs">): number | null =>
  epochs !== null && (epoch ?? 0) <= epochs ? epochs : null;

export const isOver = (run: Run): boolean => ["completed", "failed", "cancelled"].includes(run.status);
