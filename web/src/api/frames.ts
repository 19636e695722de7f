import type { LogLine, Run, RunEvent, Status, SystemSample, Value } from "./wire";

// Frames that the server sends over /ws. Every frame but pong and error belongs to a run (or to "*") and carries its cursor.
export interface MetricBatch {
  type: "metric_batch";
  run_id: string;
  cursor: number;
  segment: number;
  steps: number[];
  times: number[];
  metrics: Record<string, (Value | null)[]>;
}

export type Frame =
  | MetricBatch
  | { type: "subscribed"; run_id: string; cursor: number }
  | { type: "resync"; run_id: string; cursor: number }
  | { type: "status_change"; run_id: string; cursor: number; old_status: Status; new_status: Status }
  | ({ type: "run_update"; run_id: string; cursor: number } & Partial<Run>)
  | { type: "run_created"; run_id: string; cursor: number; run: Run }
  | { type: "run_deleted"; run_id: string; cursor: number }
  | { type: "checkpoint_saved"; run_id: string; cursor: number; checkpoint_id: string; is_best: boolean }
  | { type: "event"; run_id: string | null; cursor: number; event: RunEvent }
  | { type: "log"; run_id: string; cursor: number; lines: LogLine[] }
  | { type: "system"; run_id: string | null; cursor: number; host: string; sample: SystemSample }
  | { type: "error"; message: string }
  | { type: "pong" };

export function parseFrame(text: string): Frame | null {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
    ? (value as Frame)
    : null;
}
