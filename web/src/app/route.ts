export type PageId = "terminal" | "runs" | "run" | "compare" | "jobs" | "datasets" | "models" | "system" | "nowhere";

export interface Route {
  page: PageId;
  runId: string | null;
}

const PATHS: Record<string, PageId> = {
  "/": "terminal",
  "/index.html": "terminal",
  "/runs": "runs",
  "/compare": "compare",
  "/jobs": "jobs",
  "/datasets": "datasets",
  "/models": "models",
  "/system": "system",
};

// What an address means. A page that this version lacks shows the terminal, on the run that the address names; a path that
// no page ever had is nowhere.
export function routeOf(path: string, query: URLSearchParams, has: (page: PageId) => boolean): Route {
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  const named = /^\/runs\/([^/]+)$/.exec(plain)?.[1];
  const page = named === undefined ? (PATHS[plain] ?? "nowhere") : "run";
  if (page !== "terminal" && has(page)) return { page, runId: named ?? null };
  return { page: "terminal", runId: named ?? query.get("run") };
}
