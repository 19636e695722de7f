import type uPlot from "uplot";
import type { AlignedData } from "uplot";
import { linearTicks, logTicks, type Range } from "../../ui/chart/axes";
import { type Palette, seriesColor, withAlpha } from "../../ui/chart/palette";
import { formatTick } from "../../ui/format";
import type { Column } from "./grid";
import type { Look } from "./groups";

export const AXIS = 58;

export interface Line extends Look {
  id: string;
  name: string;
  column: Column;
  // In which columns a value lies outside the line that no band shows.
  spikes: number[];
}

export interface Drawing {
  x: number[];
  xRange: Range;
  isZoomed: boolean;
  yRange: Range;
  lines: Line[];
  // The newest step of any of them, for tests and scripts.
  newest: number;
  reason: string | null;
  hasBand: boolean;
  isLogX: boolean;
  isLogY: boolean;
  // What is not drawn as it was asked for, in words.
  notes: string[];
}

// Many lines are drawn a pixel wide: thicker ones hide each other, and are no hairlines to the canvas.
export const widthOf = ({ lines }: Drawing): number => (lines.length > 8 ? 1 : 1.3);

// What must be the same for a chart to go on with newer values.
export const shapeOf = ({ lines, hasBand, isLogX, isLogY }: Drawing): string =>
  `${hasBand} ${isLogX} ${isLogY} ${lines.map(({ id, color, dash }) => `${id}:${color}:${dash.join("-")}`).join()}`;

// The axes of a comparison: steps or seconds below, values at the right. A log x axis is drawn over its logarithms.
export function axesOf({ isLogX, isLogY }: Drawing, palette: Palette): uPlot.Axis[] {
  const font = `11px ${palette.font}`;
  const axis = { font, grid: { stroke: palette.row, width: 1 }, stroke: palette.muted, ticks: { show: false } };
  const room = (u: uPlot, side: "width" | "height", each: number) =>
    Math.max(2, u.bbox[side] / devicePixelRatio / each);
  const back = (value: number) => (isLogX ? 10 ** value : value);
  return [
    {
      ...axis,
      size: 20,
      gap: 4,
      splits: (u, _i, low, high) =>
        isLogX
          ? logTicks(back(low), back(high), room(u, "width", 90)).map(Math.log10)
          : linearTicks(low, high, room(u, "width", 90)),
      values: (_u, splits) => splits.map((value) => formatTick(back(value))),
    },
    {
      ...axis,
      side: 1,
      size: AXIS,
      gap: 6,
      splits: (u, _i, low, high) =>
        isLogY ? logTicks(low, high, room(u, "height", 26)) : linearTicks(low, high, room(u, "height", 26)),
      filter: (_u, splits) => splits,
      values: (_u, splits) => splits.map((value) => (value === null ? "" : formatTick(value))),
    },
  ];
}

export function seriesOf(line: Line, width: number, hasBand: boolean, palette: Palette): uPlot.Series[] {
  const color = seriesColor(palette, line.color);
  const points = { show: false };
  // A column is about a pixel wide: rounded to whole ones, a slope would be stairs.
  const middle: uPlot.Series = { stroke: color, width, dash: line.dash, points, pxAlign: 0 };
  const edge: uPlot.Series = { stroke: withAlpha(color, 0.3), width: 0.5, points, pxAlign: 0 };
  return hasBand ? [edge, edge, middle] : [middle];
}

export function dataOf({ x, lines, hasBand }: Drawing): AlignedData {
  const columns = lines.flatMap(({ column }) => (hasBand ? [column.high, column.low, column.y] : [column.y]));
  return [x, ...columns] as AlignedData;
}
