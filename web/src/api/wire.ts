// The shapes that cross the wire, one name each.
export type Status = "pending" | "queued" | "running" | "completed" | "failed" | "cancelled" | "interrupted";
export type Value = number | "NaN" | "Infinity" | "-Infinity";

export interface MetricSummary {
  latest: Value | null;
  step: number;
  min: number | null;
  min_step: number | null;
  max: number | null;
  max_step: number | null;
  best: number | null;
  goal: "min" | "max";
  count: number;
}

export interface Run {
  id: string;
  name: string;
  project: string;
  status: Status;
  is_simulated: boolean;
  config: Record<string, unknown>;
  tags: string[];
  notes: string;
  total_steps: number | null;
  epochs: number | null;
  steps_per_epoch: number | null;
  step: number | null;
  epoch: number | null;
  progress: number | null;
  eta_seconds: number | null;
  step_rate: number | null;
  stalled: boolean;
  created_at: string;
  queued_at: string | null;
  started_at: string | null;
  ended_at: string | null;
  updated_at: string;
  heartbeat_at: string | null;
  parent_run_id: string | null;
  parent_step: number | null;
  retry_of: string | null;
  attempt: number;
  group: string | null;
  segment: number;
  metrics: Record<string, MetricSummary>;
  primary: { loss?: string | null; lr?: string | null; accuracy?: string | null };
  hosts: string[];
  exit_code: number | null;
  error: string | null;
  points_lost: number;
  cursor: number;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total: number | null;
}

interface SeriesHead {
  key: string;
  segment: number;
  total: number;
}

export interface RawSeries extends SeriesHead {
  kind: "raw";
  steps: number[];
  times: number[];
  values: (Value | null)[];
}

export interface BucketSeries extends SeriesHead {
  kind: "buckets";
  first_step: number[];
  last_step: number[];
  first_time: number[];
  last_time: number[];
  first: (number | null)[];
  last: (number | null)[];
  min: (number | null)[];
  max: (number | null)[];
  sum: (number | null)[];
  count: number[];
  nan: number[];
  pos_inf: number[];
  neg_inf: number[];
}

export type Series = RawSeries | BucketSeries;

export interface History {
  run_id: string;
  cursor: number;
  x: string;
  series: Series[];
}

export type Level = "info" | "warning" | "error";

export interface RunEvent {
  id: string;
  run_id: string | null;
  time: string;
  kind: string;
  level: Level;
  message: string;
  data: unknown;
}

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
