import type { Range } from "../../ui/chart/axes";

// How the charts of the comparison draw. This browser keeps it for addresses that do not say it.
export interface CompareSettings {
  x: "step" | "relative";
  isLogX: boolean;
  isLogY: boolean;
  hasBand: boolean;
  smooth: number;
}

const KEY = "tmon.compare";
export const FALLBACK: CompareSettings = { x: "step", isLogX: false, isLogY: true, hasBand: true, smooth: 0.6 };
export const LEVELS = [0, 0.6, 0.9, 0.98];

export function readSettings(): CompareSettings {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<CompareSettings> | null;
    return {
      x: stored?.x === "relative" ? "relative" : "step",
      isLogX: stored?.isLogX === true,
      isLogY: stored?.isLogY !== false,
      hasBand: stored?.hasBand !== false,
      smooth: LEVELS.includes(stored?.smooth ?? -1) ? (stored?.smooth ?? 0) : FALLBACK.smooth,
    };
  } catch {
    return FALLBACK;
  }
}

export function storeSettings(settings: CompareSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
}

export type Zoom = Range | null;
