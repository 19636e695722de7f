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

export type RawSeries = Omit<Whole<Schemas["SeriesColumnsRawColumns"]>, "values" | "x" | "folded"> & {
  values: (Value | null)[];
  // Only where old points were folded into buckets.
  folded?: number | null;
};
export type BucketSeries = Whole<Schemas["SeriesColumnsBucketColumns"]>;
export type Series = RawSeries | BucketSeries;
export type History = Omit<Schemas["SeriesAnswer"], "series"> & { series: Series[] };

// The edges of bins are finite: only finite numbers are counted in them.
export type FacetValue = Schemas["FacetValue"];
export type RunFacet = Omit<Whole<Schemas["RunFacet"]>, "edges"> & { edges: number[] | null };
export interface RunFacets {
  total: number;
  facets: RunFacet[];
}

export interface RunGroup {
  value: string | null;
  count: number;
  numbers: ({ count: number; mean: number; min: number; max: number } | null)[];
}
export interface RunGroups {
  by: string;
  total: number;
  groups: RunGroup[];
}

type CheckpointAnswer = Whole<Schemas["Checkpoint"]>;
export type Checkpoint = Omit<CheckpointAnswer, "metadata"> & { metadata: Record<string, unknown> };
export type CheckpointStructure = Schemas["CheckpointStructure"];
export type LogLine = Schemas["LogLine"];

// A sample is measured by a program: its numbers are finite, and what a platform does not tell is null.
export type GpuSample = Plain<Whole<Schemas["GpuSample"]>>;
export type SystemSample = Omit<Plain<Whole<Schemas["SystemSample"]>>, "time" | "gpus" | "process"> & {
  time: number;
  gpus?: GpuSample[] | null;
};
export interface HistoryColumn {
  min: (number | null)[];
  max: (number | null)[];
  mean: (number | null)[];
}
export interface SystemHistory {
  host: string;
  from: number;
  to: number;
  times: number[];
  metrics: Record<string, HistoryColumn>;
}
