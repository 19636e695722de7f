import type { components } from "./schema";

// The shapes that cross the wire, one name each: the contract's own where it has them. What the contract lets be absent
// in a request the server always sends in an answer, so answers are read as whole.
type Schemas = components["schemas"];
type Whole<T> = { [K in keyof T]-?: T[K] };
// Numbers that are measured by the server itself, and so are never NaN or infinite.
type Plain<T> = { [K in keyof T]: Exclude<T[K], "NaN" | "Infinity" | "-Infinity"> };

export type Status = Schemas["RunStatus"];
export type Value = number | "NaN" | "Infinity" | "-Infinity";
export type MetricSummary = Schemas["MetricSummary"];
export type Level = Schemas["EventLevel"];
export type RunEvent = Schemas["Event"];

type RunAnswer = Whole<Schemas["Run"]>;
type Measured = "epoch" | "progress" | "eta_seconds" | "step_rate";
export type Run = Omit<RunAnswer, Measured | "config"> &
  Plain<Pick<RunAnswer, Measured>> & { config: Record<string, unknown> };

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total: number | null;
}

export type RawSeries = Omit<Whole<Schemas["SeriesColumnsRawColumns"]>, "values" | "x"> & { values: (Value | null)[] };
export type BucketSeries = Whole<Schemas["SeriesColumnsBucketColumns"]>;
export type Series = RawSeries | BucketSeries;
export type History = Omit<Schemas["SeriesAnswer"], "series"> & { series: Series[] };

// Not in the contract yet; shapes as the wire document gives them.
export interface Checkpoint {
  id: string;
  run_id: string;
  step: number | null;
  filepath: string;
  size: number | null;
  sha256: string | null;
  validity: "valid" | "invalid" | "unverified" | "missing" | "changed";
  reason: string | null;
  format: string | null;
  metrics: Record<string, Value>;
  metadata: Record<string, unknown>;
  is_best: boolean;
  stored: "registered" | "uploaded";
  created_at: string;
}

export interface GpuSample {
  index: number;
  name: string;
  utilization: number | null;
  memory_used: number | null;
  memory_total: number | null;
  temperature: number | null;
  power: number | null;
}

export interface SystemSample {
  time: number;
  cpu_percent: number | null;
  memory_used: number | null;
  memory_total: number | null;
  disk_used: number | null;
  disk_total: number | null;
  net_rx: number | null;
  net_tx: number | null;
  gpus?: GpuSample[] | null;
}
