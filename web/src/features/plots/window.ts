import type { Curve } from "../../live/curve";
import { type Range, xRange } from "../../ui/chart/axes";
import { niceTimeRange } from "../../ui/chart/times";
import type { PlotSettings } from "./settings";

type Place = (step: number, time: number) => number;

// The stretch of x that a chart shows: what the reader chose, else all of it. It moves in steps, never with each point.
export function windowOf(curves: (Curve | undefined)[], settings: PlotSettings, xOf: Place): Range {
  if (settings.zoom !== null) return settings.zoom;
  const [first, last] = extentOf(curves, xOf, settings.isLogX);
  const lead = curves.find((curve) => curve !== undefined && curve.cells.length > 0);
  if (settings.last === 0 || lead === undefined || settings.x.startsWith("metric:")) {
    if (settings.isLogX && first > 0) return [first, Math.max(last * 1.05, first * 1.01)];
    return settings.x === "wall" ? niceTimeRange(first, last) : xRange(first, last);
  }
  const step = lead.stepOfNewest(settings.last);
  const { cells } = lead;
  const index = Math.max(0, cells.upperBound(step) - 1);
  const from = xOf(step, cells.at("time", index));
  const stride = Math.max((last - from) / 10, Number.EPSILON);
  const unit = 10 ** Math.floor(Math.log10(stride));
  const pace = Math.ceil(stride / unit) * unit;
  return [Math.max(first, Math.floor(from / pace) * pace), Math.ceil((last + 1e-9 * pace) / pace) * pace];
}

// Wall times of a resumed run are not in step order, so every cell is looked at. A log axis begins above zero.
function extentOf(curves: (Curve | undefined)[], xOf: Place, isLogX: boolean): Range {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const curve of curves) {
    if (curve === undefined) continue;
    const { cells } = curve;
    for (let i = 0; i < cells.length; i++) {
      const x = xOf(cells.at("last", i), cells.at("time", i));
      if (isLogX && x <= 0) continue;
      first = Math.min(first, x, isLogX ? x : xOf(cells.at("first", i), cells.at("since", i)));
      last = Math.max(last, x);
    }
  }
  return [first, last];
}
