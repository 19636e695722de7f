export interface PageEntry {
  word: string;
  path: string;
  counts?: boolean;
}

// Every page of the product in its place. `G` and its first letter lead there.
export const PAGES: readonly PageEntry[] = [
  { word: "TERMINAL", path: "/" },
  { word: "RUNS", path: "/runs", counts: true },
  { word: "COMPARE", path: "/compare" },
  { word: "JOBS", path: "/jobs" },
  { word: "DATA", path: "/datasets" },
  { word: "MODELS", path: "/models" },
  { word: "SYSTEM", path: "/system" },
];
