import { request } from "./http";
import type { Series } from "./wire";

export type RunSeries = Series;
export interface SeriesAnswer {
  x: string;
  cursors: Record<string, number>;
  series: RunSeries[];
}
export interface SeriesWish {
  runs: readonly string[];
  keys: readonly string[];
  points: number;
  x?: string;
  from?: number;
  to?: number;
}
export const MOST_SERIES = 500;

// The same metrics of many runs in one go.
export const readSeries = (wish: SeriesWish, signal?: AbortSignal) =>
  request<SeriesAnswer>("POST", "/api/series", wish, signal);
