import type uPlot from "uplot";
import { formatTick } from "../format";
import { linearTicks, logTicks } from "./axes";
import { type Palette, seriesColor, seriesDash, withAlpha } from "./palette";
import type { LineStyle } from "./scene";

export interface PlotSetup {
  lines: LineStyle[];
  // For each superseded branch the line that it belongs to.
  ghosts: readonly number[];
  isLog: boolean;
  isLogX: boolean;
  hasBand: boolean;
  // Without an x axis of its own, as a chart has that stands upon another.
  hasX: boolean;
  // What a mark of the x axis says, and how far the next one is from it.
  xTick: (value: number, apart: number) => string;
  // Charts of the same key share their cursor.
  syncKey?: string;
  // Where the marks of a linear x axis stand.
  xTicks?: (low: number, high: number, most: number) => number[];
  // Whether this value's tick has no room: a tag stands there, or the frame cuts it.
  isCovered: (value: number) => boolean;
}

export const AXIS_WIDTH = 62;
const AXIS_HEIGHT = 20;
const LEFT = 10;
const CHARACTER = 6.7;
export const COLUMNS_PER_LINE = 3;

// What uPlot needs to know that does not change from one repaint to the next.
export function plotOptions(
  setup: PlotSetup,
  palette: Palette,
  size: { width: number; height: number },
): uPlot.Options {
  const font = `11px ${palette.font}`;
  const grid = { stroke: palette.row, width: 1 };
  return {
    ...size,
    padding: [2, 0, 0, LEFT],
    legend: { show: false },
    scales: {
      x: { time: false, auto: false, distr: setup.isLogX ? 3 : 1, range: (_u, low, high) => [low, high] },
      y: { auto: false, distr: setup.isLog ? 3 : 1 },
    },
    axes: [
      {
        font,
        grid,
        stroke: palette.muted,
        ticks: { show: false },
        gap: 5,
        size: setup.hasX ? AXIS_HEIGHT : 4,
        splits: (u, _axis, low, high) => {
          const most = Math.max(2, u.bbox.width / devicePixelRatio / 90);
          return setup.isLogX ? logTicks(low, high, most) : (setup.xTicks ?? linearTicks)(low, high, most);
        },
        filter: (_u, splits) => splits,
        values: (u, splits) => {
          const apart = (splits[1] ?? Number.POSITIVE_INFINITY) - (splits[0] ?? 0);
          return splits.map((value) => {
            const text = setup.hasX && value !== null ? setup.xTick(value, apart) : "";
            // Cut at the left it would read as another number.
            return u.valToPos(value, "x") + LEFT < (text.length * CHARACTER) / 2 ? "" : text;
          });
        },
      },
      {
        font,
        grid,
        side: 1,
        stroke: palette.muted,
        border: { show: true, stroke: palette.line, width: 1 },
        ticks: { show: false },
        gap: 6,
        // The same for all charts, so that they stand under each other; only a longer number widens its own.
        size: (_u, values) =>
          Math.max(AXIS_WIDTH, 8 + CHARACTER * Math.max(0, ...(values ?? []).map((text) => text?.length ?? 0))),
        splits: (u, _axis, low, high) => {
          const most = Math.max(2, u.bbox.height / devicePixelRatio / 26);
          return setup.isLog ? logTicks(low, high, most) : linearTicks(low, high, most);
        },
        filter: (_u, splits) => splits,
        values: (_u, splits) =>
          splits.map((value) =>
            value === null || setup.isCovered(value) ? "" : formatTick(value, (splits[1] ?? 0) - (splits[0] ?? 0)),
          ),
      },
    ],
    cursor: {
      y: false,
      sync: { key: setup.syncKey ?? "terminal", setSeries: false, scales: ["x", null] },
      drag: { x: true, y: false, setScale: false },
      points: {
        size: 7,
        width: 1.5,
        fill: palette.panel,
        stroke: (u, index) => (u.series[index]?.stroke as unknown as () => string)?.() ?? palette.text,
      },
      hover: { skip: [undefined, null] },
    },
    bands: setup.hasBand ? setup.lines.map((line, i) => band(line, i, palette)) : [],
    series: [
      {},
      ...setup.lines.flatMap((line) => lineSeries(line, setup, palette)),
      ...setup.ghosts.map((line) => ghostSeries(palette, setup.lines[line])),
    ],
  };
}

function band(line: LineStyle, index: number, palette: Palette): uPlot.Band {
  const high = 1 + index * COLUMNS_PER_LINE;
  return { series: [high, high + 1], fill: withAlpha(seriesColor(palette, line.color), 0.17) };
}

function lineSeries(line: LineStyle, setup: PlotSetup, palette: Palette): uPlot.Series[] {
  const color = seriesColor(palette, line.color);
  const edge: uPlot.Series = {
    show: setup.hasBand,
    stroke: withAlpha(color, 0.28),
    width: 1,
    points: { show: false },
  };
  const middle: uPlot.Series = {
    stroke: color,
    width: 1.5,
    dash: seriesDash(line.color),
    points: { show: true, size: 4, fill: color, filter: lonely },
  };
  if (line.fill) middle.fill = withAlpha(color, 0.1);
  return [edge, edge, middle];
}

// A branch that a resume superseded, in the colour of its line.
function ghostSeries(palette: Palette, line: LineStyle | undefined): uPlot.Series {
  const color = withAlpha(line === undefined ? palette.sub : seriesColor(palette, line.color), 0.75);
  return { stroke: color, width: 1.1, dash: [3, 2], points: { show: false } };
}

// Only a point without neighbours is drawn as a point: no line would show it.
function lonely(u: uPlot, index: number): number[] {
  const values = u.data[index] ?? [];
  const shown: number[] = [];
  let before: number | null = null;
  let candidate = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === undefined) continue;
    if (value === null) {
      if (candidate >= 0) shown.push(candidate);
      candidate = -1;
    } else candidate = before === null ? i : -1;
    before = value;
  }
  if (candidate >= 0) shown.push(candidate);
  return shown;
}
