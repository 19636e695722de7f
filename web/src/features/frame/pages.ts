export interface PageEntry {
  word: string;
  path: string | null;
  counts?: boolean;
}

// Every page of the product in its place; a path makes it reachable.
export const PAGES: readonly PageEntry[] = [
  { word: "TERMINAL", path: "/", counts: true },
  { word: "RUNS", path: null },
  { word: "COMPARE", path: null },
  { word: "JOBS", path: null },
  { word: "DATA", path: null },
  { word: "MODELS", path: null },
  { word: "SYSTEM", path: null },
];

export const OPEN_PAGES = PAGES.flatMap((page) => (page.path === null ? [] : [{ word: page.word, path: page.path }]));
