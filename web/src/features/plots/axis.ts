import type { Run } from "../../api/wire";
import type { Curve } from "../../live/curve";
import type { RunFeed } from "../../live/runFeed";
import type { Range } from "../../ui/chart/axes";
import { formatClock, formatCount, formatElapsed, formatTick, formatValue } from "../../ui/format";
import type { PlotSettings } from "./settings";

export type XAxis = PlotSettings["x"];

// The other metric of an axis such as `metric:train/tokens`, else null.
export const metricOf = (x: XAxis): string | null => (x.startsWith("metric:") ? x.slice(7) : null);

export const startOf = (run: Run): number => Date.parse(run.started_at ?? run.created_at) / 1000;

// Where a step that was logged at a time stands on the axis. A pair of metrics carries its place in the step.
export function placer(x: XAxis, run: Run): (step: number, time: number) => number {
  if (x === "wall") return (_step, time) => time;
  if (x === "time") {
    const start = startOf(run);
    return (_step, time) => time - start;
  }
  const per = run.steps_per_epoch;
  if (x === "epoch" && per !== null) return (step) => step / per;
  return (step) => step;
}

// The curves that a chart draws over this axis.
export function curvesOf(feed: RunFeed | null, keys: readonly string[], x: XAxis): (Curve | undefined)[] {
  const other = metricOf(x);
  if (other === null) return keys.map((key) => feed?.curves.get(key));
  return keys.map((key) => feed?.pairs.get(`${other}\n${key}`)?.curve);
}

// The steps that a stretch of the axis shows, with the cells at its borders: for reading them at full resolution.
export function stepsWithin(
  curve: Curve | undefined,
  range: Range,
  xOf: (s: number, t: number) => number,
): Range | null {
  if (curve === undefined) return null;
  const { cells } = curve;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < cells.length; i++) {
    const begin = xOf(cells.at("first", i), cells.at("since", i));
    const end = xOf(cells.at("last", i), cells.at("time", i));
    if (Math.max(begin, end) < range[0] || Math.min(begin, end) > range[1]) continue;
    low = Math.min(low, cells.at("first", i));
    high = Math.max(high, cells.at("last", i));
  }
  return low <= high ? [low, high] : null;
}

export function tickOf(x: XAxis, value: number, apart: number): string {
  if (x === "time") return clockTick(value);
  return x === "wall" ? formatClock(value * 1000) : formatTick(value, apart);
}

// The place of the cursor, in words.
export function nameOf(x: XAxis, value: number): string {
  if (x === "time") return formatElapsed(value);
  if (x === "wall") return `${formatClock(value * 1000)} UTC`;
  if (x === "epoch") return `epoch ${value.toFixed(1)}`;
  return x === "step" ? formatCount(value) : formatValue(value);
}

function clockTick(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 60) return `${Number(seconds.toFixed(1))}s`;
  if (size < 3600) return `${Math.floor(seconds / 60)}m${seconds % 60 === 0 ? "" : `${Math.round(seconds % 60)}s`}`;
  return `${Number((seconds / 3600).toFixed(2))}h`;
}
