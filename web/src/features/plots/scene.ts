import type { MetricSummary } from "../../api/wire";
import type { Cells } from "../../live/cells";
import type { Curve } from "../../live/curve";
import { type Range, yRange } from "../../ui/chart/axes";
import type { Scene } from "../../ui/chart/scene";
import { firstChart } from "../../ui/firstChart";
import { formatTag } from "../../ui/format";
import { align } from "./align";
import { flagsOf } from "./flags";
import { EMPTY, type Rows, rowsOf } from "./rows";
import type { PlotSettings } from "./settings";
import { windowOf } from "./window";

// Its code comes after the first chart; who draws then draws again.
let later: typeof import("./later") | null = null;
export const laterIsHere = firstChart
  .then(() => import("./later"))
  .then(
    (code) => {
      later = code;
    },
    () => {},
  );

export interface SceneRequest {
  curves: (Curve | undefined)[];
  xOf: (step: number, time: number) => number;
  settings: PlotSettings;
  smooth: number;
  hasBand: boolean;
  wantsLog: boolean;
  width: number;
  isStale: boolean;
  isHollow: boolean;
  isLive: boolean;
  before: Range | null;
  // What is known of the first line's metric.
  summary: MetricSummary | undefined;
}

export interface SceneResult {
  scene: Scene;
  isLog: boolean;
  isLogX: boolean;
  // The line that each ghost belongs to.
  ghosts: number[];
  isEmpty: boolean;
}

// Builds one repaint of a chart out of the curves as they are now.
export function buildScene(request: SceneRequest): SceneResult {
  const { curves, settings, xOf, smooth } = request;
  const x = windowOf(curves, settings, xOf);
  const isLogX = settings.isLogX && x[0] > 0;
  const isPair = settings.x.startsWith("metric:");
  const lead = curves.find((curve) => curve !== undefined && curve.cells.length > 1);
  const spacing = spacingOf(lead, isPair);
  const range = { xOf, from: x[0], to: x[1], width: request.width, isLogX, smooth, spacing, isPair };
  const draw = (cells: Cells) => (cells.length === 0 ? EMPTY : rowsOf(cells, range));
  const lines = curves.map((curve) => (curve === undefined ? EMPTY : draw(curve.cells)));
  const branches = curves.flatMap((curve, line) => (curve?.ghosts ?? []).map((cells) => ({ line, rows: draw(cells) })));
  // A dip to 0 or below has no place on a log axis, and would be a spike that hides.
  const lowest = request.hasBand ? lines.flatMap(({ y, low }) => [y, low]) : lines.map(({ y }) => y);
  const isLog = request.wantsLog && lowest.every((values) => values.every((value) => value === null || value > 0));
  const { low, high } = extentOf(lines, request.hasBand);
  const scene: Scene = {
    data: align(
      lines,
      branches.map(({ rows }) => rows),
    ),
    x,
    y: yRange(low, high, isLog, request.before),
    ghosts: branches.length,
    isStale: request.isStale,
    isHollow: request.isHollow,
    isLive: request.isLive,
    ends: lines.flatMap((line, i) => endOf(line, i)),
    best: isPair ? null : later?.bestOf(request.summary, curves[0], xOf),
    gaps: later?.gapsOf(lines),
    flags: flagsOf(curves, xOf, x, request.width),
  };
  const hasCells = curves.some((curve) => curve !== undefined && curve.cells.length > 0);
  const isEmpty = settings.zoom !== null && hasCells && low > high && scene.flags.length === 0;
  return { scene, isLog, isLogX, ghosts: branches.map(({ line }) => line), isEmpty };
}

// How far the lines and their bands reach.
function extentOf(lines: Rows[], hasBand: boolean): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    for (let i = 0; i < line.x.length; i++) {
      const bottom = hasBand ? line.low[i] : line.y[i];
      const top = hasBand ? line.high[i] : line.y[i];
      if (line.y[i] == null || bottom == null || top == null) continue;
      low = Math.min(low, bottom);
      high = Math.max(high, top);
    }
  }
  return { low, high };
}

// How far apart two points are in what smoothing goes by: steps, which a pair holds as its times.
function spacingOf(curve: Curve | undefined, isPair: boolean): number {
  if (curve === undefined) return 1;
  const { cells } = curve;
  let points = 0;
  let from = isPair ? Number.POSITIVE_INFINITY : cells.at("first", 0);
  let to = isPair ? Number.NEGATIVE_INFINITY : cells.at("last", cells.length - 1);
  for (let i = 0; i < cells.length; i++) {
    points += Math.max(1, cells.at("n", i));
    if (!isPair) continue;
    from = Math.min(from, cells.at("since", i));
    to = Math.max(to, cells.at("time", i));
  }
  return Math.max(1e-9, (to - from) / Math.max(1, points - 1)) || 1;
}

function endOf(line: Rows, index: number): Scene["ends"] {
  const i = line.y.findLastIndex((value) => value !== null);
  const { x, y } = line.newest ?? { x: line.x[i], y: line.y[i] };
  return x === undefined || y === undefined || y === null ? [] : [{ line: index, x, y, text: formatTag(y) }];
}
