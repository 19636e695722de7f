import { nextSmoothing, SMOOTHING } from "./settings";

// How a page draws all of its charts, as its address says it.
export interface PageCharts {
  // Null: as suits each metric.
  isLog: boolean | null;
  hasBand: boolean;
  // Null: as suits the length of the run.
  smooth: number | null;
  // Whether cursor and zoom are those of all charts.
  isSynced: boolean;
  // Null: as many as have room.
  columns: number | null;
}

export function readCharts(query: URLSearchParams): PageCharts {
  const smooth = query.get("smooth");
  const strength = Number(smooth ?? Number.NaN);
  const columns = Number(query.get("cols"));
  const log = query.get("log");
  return {
    isLog: log === "1" ? true : log === "0" ? false : null,
    hasBand: query.get("band") !== "0",
    smooth: smooth !== null && strength >= 0 && strength < 1 ? strength : null,
    isSynced: query.get("sync") !== "0",
    columns: [2, 3, 4].includes(columns) ? columns : null,
  };
}

export function chartsChanges(charts: PageCharts): Record<string, string | null> {
  return {
    log: charts.isLog === null ? null : charts.isLog ? "1" : "0",
    band: charts.hasBand ? null : "0",
    smooth: charts.smooth === null ? null : String(charts.smooth),
    sync: charts.isSynced ? null : "0",
    cols: charts.columns === null ? null : String(charts.columns),
  };
}

// The slider's places, 0 … 100: even steps of it are even steps of how many points weigh in.
export function strengthAt(place: number): number {
  return place <= 0 ? 0 : Number((1 - 10 ** ((-2.5 * place) / 100)).toFixed(3));
}

export function placeOf(strength: number): number {
  return strength <= 0 ? 0 : Math.min(100, Math.round((-100 * Math.log10(1 - strength)) / 2.5));
}

// `.98`; without strength it is off.
export const smoothText = (strength: number): string => (strength === 0 ? "off" : String(strength).slice(1));

export const stronger = (strength: number, direction: 1 | -1): number =>
  strength >= (SMOOTHING.at(-1) ?? 0) && direction === 1 ? strength : nextSmoothing(strength, direction);
