import type { AlignedData } from "uplot";
import type { Curve } from "../../live/curve";
import { type Range, xRange, yRange } from "../../ui/chart/axes";
import type { Scene } from "../../ui/chart/scene";
import { formatCount, formatTag } from "../../ui/format";
import { type Rows, rowsOf } from "./rows";
import type { PlotSettings } from "./settings";

export interface SceneRequest {
  curves: (Curve | undefined)[];
  settings: PlotSettings;
  smooth: number;
  hasBand: boolean;
  wantsLog: boolean;
  width: number;
  startedAt: number;
  stepsPerEpoch: number | null;
  isStale: boolean;
  isHollow: boolean;
  isLive: boolean;
  before: Range | null;
}

export interface SceneResult {
  scene: Scene;
  isLog: boolean;
  hidden: number;
}

// Builds one repaint of a chart out of the curves as they are now.
export function buildScene(request: SceneRequest): SceneResult {
  const { curves, settings } = request;
  const xOf = axisOf(request);
  const x = window(curves, settings, xOf);
  const spacing = spacingOf(curves.find((curve) => curve !== undefined && curve.cells.length > 1));
  const columnWidth = (x[1] - x[0]) / request.width;
  const range = { xOf, from: x[0], to: x[1], columnWidth, smooth: request.smooth, spacing };
  const lines = curves.map((curve) => (curve === undefined ? EMPTY : rowsOf(curve.cells, range)));
  const first = curves[0];
  const ghost = first === undefined || first.ghost.length === 0 ? EMPTY : rowsOf(first.ghost, range);
  const isLog = request.wantsLog && lines.every((line) => line.y.every((value) => value === null || value > 0));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let hidden = 0;
  for (const line of lines) {
    for (let i = 0; i < line.x.length; i++) {
      const bottom = request.hasBand ? line.low[i] : line.y[i];
      const top = request.hasBand ? line.high[i] : line.y[i];
      if (bottom === null || bottom === undefined || top === null || top === undefined) continue;
      if (isLog && bottom <= 0) {
        hidden++;
        line.low[i] = line.y[i] ?? null;
      }
      low = Math.min(low, isLog && bottom <= 0 ? (line.y[i] ?? top) : bottom);
      high = Math.max(high, top);
    }
  }
  const y = yRange(low, high, isLog, request.before);
  const scene: Scene = {
    data: align(lines, ghost),
    x,
    y,
    isStale: request.isStale,
    isHollow: request.isHollow,
    isLive: request.isLive,
    ends: lines.flatMap((line, i) => endOf(line, i)),
    flags: flagsOf(curves, xOf, x, request.width),
  };
  return { scene, isLog, hidden };
}

const EMPTY: Rows = { x: [], y: [], low: [], high: [] };

function axisOf({ settings, startedAt, stepsPerEpoch }: SceneRequest): (step: number, time: number) => number {
  if (settings.x === "time") return (_step, time) => time - startedAt;
  if (settings.x === "epoch" && stepsPerEpoch !== null) return (step) => step / stepsPerEpoch;
  return (step) => step;
}

function window(
  curves: (Curve | undefined)[],
  settings: PlotSettings,
  xOf: (step: number, time: number) => number,
): Range {
  if (settings.zoom !== null) return settings.zoom;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const curve of curves) {
    if (curve === undefined || curve.cells.length === 0) continue;
    const { cells } = curve;
    last = Math.max(last, xOf(cells.at("last", cells.length - 1), cells.at("time", cells.length - 1)));
    first = Math.min(first, xOf(cells.at("first", 0), cells.at("time", 0)));
  }
  const lead = curves.find((curve) => curve !== undefined && curve.cells.length > 0);
  if (settings.last === 0 || lead === undefined) return xRange(first, last);
  const step = lead.stepOfNewest(settings.last);
  const { cells } = lead;
  const index = Math.max(0, cells.upperBound(step) - 1);
  const from = xOf(step, cells.at("time", index));
  // The window moves on in tenths of itself, never with each point.
  const stride = Math.max((last - from) / 10, Number.EPSILON);
  const unit = 10 ** Math.floor(Math.log10(stride));
  const pace = Math.ceil(stride / unit) * unit;
  return [Math.max(first, Math.floor(from / pace) * pace), Math.ceil((last + 1e-9 * pace) / pace) * pace];
}

function spacingOf(curve: Curve | undefined): number {
  if (curve === undefined) return 1;
  const { cells } = curve;
  let points = 0;
  for (let i = 0; i < cells.length; i++) points += Math.max(1, cells.at("n", i));
  return Math.max(1e-9, (cells.at("last", cells.length - 1) - cells.at("first", 0)) / Math.max(1, points - 1)) || 1;
}

// One common x column for all lines, as uPlot wants it: undefined where a line has nothing at that x, null where it breaks.
function align(lines: Rows[], ghost: Rows): AlignedData {
  const all = [...lines, ghost];
  const at = all.map(() => 0);
  const x: number[] = [];
  const columns: (number | null | undefined)[][] = [...lines.flatMap(() => [[], [], []]), []];
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    for (const [i, rows] of all.entries()) next = Math.min(next, rows.x[at[i] ?? 0] ?? Number.POSITIVE_INFINITY);
    if (next === Number.POSITIVE_INFINITY) break;
    const row = x.push(next) - 1;
    for (const [i, rows] of all.entries()) {
      const index = at[i] ?? 0;
      const hit = rows.x[index] === next;
      if (hit) at[i] = index + 1;
      const isGhost = i === lines.length;
      if (!isGhost) {
        put(columns[3 * i], row, hit ? rows.high[index] : undefined);
        put(columns[3 * i + 1], row, hit ? rows.low[index] : undefined);
      }
      put(columns[isGhost ? 3 * i : 3 * i + 2], row, hit ? rows.y[index] : undefined);
    }
  }
  return [x, ...columns] as AlignedData;
}

function put(column: (number | null | undefined)[] | undefined, row: number, value: number | null | undefined): void {
  if (column !== undefined) column[row] = value;
}

function endOf(line: Rows, index: number): Scene["ends"] {
  const i = line.y.findLastIndex((value) => value !== null);
  const [x, y] = [line.x[i], line.y[i]];
  return x === undefined || y === undefined || y === null ? [] : [{ line: index, x, y, text: formatTag(y) }];
}

function flagsOf(
  curves: (Curve | undefined)[],
  xOf: (step: number, time: number) => number,
  x: Range,
  width: number,
): Scene["flags"] {
  const flags: (Scene["flags"][number] & { kind: string; count: number })[] = [];
  const near = ((x[1] - x[0]) / width) * 56;
  for (const curve of curves) {
    if (curve === undefined) continue;
    const place = (step: number) => {
      const index = Math.max(0, curve.cells.upperBound(step) - 1);
      return xOf(step, curve.cells.length === 0 ? 0 : curve.cells.at("time", index));
    };
    for (const mark of curve.marks.all()) {
      const at = place(mark.from);
      if (at < x[0] || at > x[1]) continue;
      const open = flags.findLast((flag) => flag.kind === mark.kind);
      if (open !== undefined && Math.abs(at - open.x) < near) open.count += mark.count;
      else flags.push({ x: at, text: "", tone: "err", kind: mark.kind, count: mark.count });
    }
  }
  for (const step of curves[0]?.resumedAt ?? []) {
    const at = xOf(step, 0);
    flags.push({ x: at, text: `resumed ${formatCount(step)}`, tone: "label", kind: "resume", count: 1 });
  }
  for (const flag of flags)
    if (flag.kind !== "resume") flag.text = flag.count > 1 ? `${flag.kind} ${flag.count}` : flag.kind;
  return flags.sort((a, b) => a.x - b.x);
}
