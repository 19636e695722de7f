import type { Run } from "../../api/wire";
import type { Cells } from "../../live/cells";
import { type Range, xRange, yRange } from "../../ui/chart/axes";
import type { Drawing } from "./chartOptions";
import { type Column, centers, columnOf, extentOf, meanOf } from "./grid";
import type { Group, Look } from "./groups";
import type { CompareSettings, Zoom } from "./settings";
import { spikesOf } from "./spikes";

const WIDTH = 640;
// Bands of more lines than these would hide each other.
const MOST_BANDS = 8;

// The curves of the runs laid over the same columns: what several charts of one metric share.
export interface Laid {
  runs: Run[];
  range: Range;
  width: number;
  columns: Map<string, Column>;
  newest: number;
  // Why none of them can be seen, where that is known.
  reason: string | null;
}

export function layOut(
  runs: readonly Run[],
  cells: ReadonlyMap<string, Cells>,
  settings: CompareSettings,
  zoom: Zoom,
  width = WIDTH,
): Laid {
  const shown = runs.filter((run) => (cells.get(run.id)?.length ?? 0) > 0);
  const log = (x: number) => (settings.isLogX ? Math.log10(Math.max(x, 1e-9)) : x);
  const paceOf = (run: Run) => {
    const start = (cells.get(run.id)?.at("time", 0) ?? 0) || 0;
    return settings.x === "relative" ? (_step: number, time: number) => time - start : (step: number) => step;
  };
  const axisOf = (run: Run) => {
    const pace = paceOf(run);
    return (step: number, time: number) => log(pace(step, time));
  };
  const range = rangeOf(shown, cells, axisOf, settings, zoom);
  const columns = new Map(
    shown.map((run) => {
      const wish = { xOf: axisOf(run), paceOf: paceOf(run), range, width, smooth: settings.smooth };
      return [run.id, columnOf(cells.get(run.id) as Cells, wish)];
    }),
  );
  const reason = zoom === null ? reasonOf(shown, cells, columns, settings) : null;
  return { runs: shown, range, width, columns, newest: newestOf(cells), reason };
}

// Over an axis on which all points of each run stand at one place, or nowhere, there is no line.
function reasonOf(
  runs: readonly Run[],
  cells: ReadonlyMap<string, Cells>,
  columns: ReadonlyMap<string, Column>,
  { x, isLogX }: CompareSettings,
): string | null {
  if (x === "step" && !isLogX) return null;
  if (![...columns.values()].every(({ y }) => y.filter((value) => value != null).length < 2)) return null;
  const isOneTime = runs.every(({ id }) => {
    const held = cells.get(id);
    return held === undefined || held.at("time", 0) === held.at("time", held.length - 1);
  });
  if (x === "relative" && isOneTime)
    return "All points of a run were logged at one time, so that they stand at one place of RELATIVE. STEP draws them.";
  return "A log axis has no place for 0, and no run has two points after it.";
}

// The lines of the runs, or of their groups, as they are to be drawn.
export function drawingOf(
  { runs, range, width, columns, newest, reason }: Laid,
  groups: readonly Group[],
  looks: ReadonlyMap<string, Look>,
  settings: CompareSettings,
  zoom: Zoom,
): Drawing {
  const drawn =
    groups.length === 0
      ? runs.flatMap((run) => {
          const column = columns.get(run.id);
          const look = looks.get(run.id);
          return column === undefined || look === undefined ? [] : [{ id: run.id, name: run.name, column, ...look }];
        })
      : (columns.size === 0 ? [] : groups).map((group, color) => {
          const members = group.runs.flatMap((run) => columns.get(run.id) ?? []);
          return { id: group.name, name: group.name, column: meanOf(members, width), color, dash: [] };
        });
  const hasBand = settings.hasBand && (groups.length > 0 || drawn.length <= MOST_BANDS);
  const isPositive = drawn.every(({ column }) =>
    (settings.hasBand ? column.low : column.y).every((value) => value == null || value > 0),
  );
  const isLogY = settings.isLogY && isPositive;
  const [low, high] = extentOf(
    drawn.map(({ column }) => column),
    settings.hasBand,
    isLogY,
  );
  const reach = yRange(low, high, isLogY, null);
  const lines = drawn.map((line) => ({
    ...line,
    spikes: settings.hasBand && !hasBand ? spikesOf(line.column, reach, isLogY, drawn.length) : [],
  }));
  return {
    x: centers(range, width),
    xRange: range,
    isZoomed: zoom !== null,
    yRange: reach,
    lines,
    newest,
    reason: drawn.length === 0 ? null : reason,
    hasBand,
    isLogX: settings.isLogX,
    isLogY,
    notes: settings.isLogY && !isLogY ? ["drawn linear: not all values are above 0"] : [],
  };
}

function rangeOf(
  runs: readonly Run[],
  cells: ReadonlyMap<string, Cells>,
  axisOf: (run: Run) => (step: number, time: number) => number,
  settings: CompareSettings,
  zoom: Zoom,
): Range {
  if (zoom !== null) return settings.isLogX ? [Math.log10(Math.max(zoom[0], 1e-9)), Math.log10(zoom[1])] : zoom;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const held = cells.get(run.id);
    if (held === undefined) continue;
    const xOf = axisOf(run);
    // On a log axis the first step may be 0, which has no place there.
    const from = settings.isLogX ? Math.min(1, held.length - 1) : 0;
    first = Math.min(first, xOf(held.at("last", from), held.at("time", from)));
    last = Math.max(last, xOf(held.at("last", held.length - 1), held.at("time", held.length - 1)));
  }
  if (!settings.isLogX) return xRange(first, last);
  return Number.isFinite(first) && last > first ? [Math.max(first, last - 9), last] : [0, 2];
}

const newestOf = (cells: ReadonlyMap<string, Cells>): number =>
  Math.max(0, ...[...cells.values()].map((held) => (held.length === 0 ? 0 : held.at("last", held.length - 1))));
