import type uPlot from "uplot";
import type { AlignedData } from "uplot";
import type { Range } from "./axes";
import type { Palette } from "./palette";

// All that one repaint of a chart needs. Data columns: x, then for every line its high, low and middle, then the ghosts.
export interface Scene {
  data: AlignedData;
  x: Range;
  y: Range;
  // How many superseded branches there are.
  ghosts: number;
  isStale: boolean;
  isHollow: boolean;
  isLive: boolean;
  ends: { line: number; x: number; y: number; text: string }[];
  // Where the best value of the first line was; none where that is its newest.
  best?: { x: number; y: number; draw: (u: uPlot, palette: Palette, px: number) => void } | null | undefined;
  // Where no line has a value between two that it has.
  gaps?: { text: string; draw: (u: uPlot, palette: Palette, px: number) => void } | undefined;
  flags: { x: number; text: string; tone: "err" | "label" }[];
}

export interface LineStyle {
  color: number;
  fill?: boolean;
}
