import type { Range } from "../../ui/chart/axes";
import type { PlotSettings } from "./settings";

const AXES = ["step", "epoch", "time", "wall"];

// What all charts of a page share stands in its address, so that a link shows the same stretch over the same axis.
export function readSettings(query: URLSearchParams): PlotSettings {
  const x = query.get("x") ?? "step";
  const last = Number(query.get("last"));
  const [from = Number.NaN, to = Number.NaN, more] = (query.get("zoom") ?? "").split("~").map(Number);
  const isRange = Number.isFinite(from) && Number.isFinite(to) && from < to && more === undefined;
  return {
    x: AXES.includes(x) || /^metric:./.test(x) ? (x as PlotSettings["x"]) : "step",
    last: last === 100 || last === 1000 ? last : 0,
    zoom: isRange ? [from, to] : null,
    isLogX: query.get("logx") === "1",
  };
}

export function settingsChanges({ x, last, zoom, isLogX }: PlotSettings): Record<string, string | null> {
  return {
    x: x === "step" ? null : x,
    last: last === 0 ? null : String(last),
    zoom: zoom === null ? null : rounded(zoom).join("~"),
    logx: isLogX ? "1" : null,
  };
}

// A thousandth of a thousandth of the stretch is finer than any screen.
function rounded(zoom: Range): string[] {
  const digits = Math.max(0, Math.ceil(6 - Math.log10(zoom[1] - zoom[0])));
  return zoom.map((value) => String(Number(value.toFixed(Math.min(20, digits)))));
}
