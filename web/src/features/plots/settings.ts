import type { Run } from "../../api/wire";
import type { Range } from "../../ui/chart/axes";

// What all charts of a page share, so that they always show the same stretch.
export interface PlotSettings {
  // Time counts from the start of the run, wall is the clock; a metric is named.
  x: "step" | "epoch" | "time" | "wall" | `metric:${string}`;
  last: 0 | 100 | 1000;
  zoom: Range | null;
  isLogX: boolean;
}

// What each chart keeps for itself.
export interface ChartSettings {
  isLog: boolean;
  hasBand: boolean;
  // Null: as suits the length of the run.
  smooth: number | null;
}

export const SMOOTHING = [0, 0.6, 0.9, 0.98, 0.995] as const;

// Strong enough to show the course of a run, weak enough not to lag behind it. Taken from the length that the run will
// have, where that is known, so that it does not change while one looks.
export function autoSmoothing(length: number): number {
  if (length < 500) return 0.6;
  if (length < 5000) return 0.9;
  return length < 50_000 ? 0.98 : 0.995;
}

// Of one metric: as many points as it will have, where it is logged with only every so many steps.
export function smoothingOf(run: Run | null, key = ""): number {
  const { count = 1, step = 0 } = run?.metrics[key] ?? {};
  return autoSmoothing((run?.total_steps ?? run?.step ?? 0) / Math.max(1, Math.round((step + 1) / count)));
}

export function nextSmoothing(now: number, direction: 1 | -1): number {
  const index = SMOOTHING.findIndex((level) => level >= now - 1e-9);
  const start = index < 0 ? SMOOTHING.length - 1 : index;
  return SMOOTHING[Math.min(SMOOTHING.length - 1, Math.max(0, start + direction))] ?? now;
}

const KEY = "tmon.chart.";

export function readChart(name: string, fallback: ChartSettings): ChartSettings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY + name) ?? "null");
    if (typeof stored !== "object" || stored === null) return fallback;
    const { isLog, hasBand, smooth } = stored as Partial<ChartSettings>;
    return {
      isLog: typeof isLog === "boolean" ? isLog : fallback.isLog,
      hasBand: typeof hasBand === "boolean" ? hasBand : fallback.hasBand,
      smooth: smooth === null || (typeof smooth === "number" && smooth >= 0 && smooth < 1) ? smooth : fallback.smooth,
    };
  } catch {
    return fallback;
  }
}

export function storeChart(name: string, settings: ChartSettings): void {
  try {
    localStorage.setItem(KEY + name, JSON.stringify(settings));
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
}
