export type PageId = "terminal" | "runs" | "run" | "compare" | "jobs" | "datasets" | "models" | "system";

export interface Route {
  page: PageId;
  runId: string | null;
}

const PATHS: Record<string, PageId> = {
  "/runs": "runs",
  "/compare": "compare",
  "/jobs": "jobs",
  "/datasets": "datasets",
  "/models": "models",
  "/system": "system",
};

// What an address means. A page that this version lacks shows the terminal, on the run that the address names.
export function routeOf(path: string, query: URLSearchParams, has: (page: PageId) => boolean): Route {
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  const named = /^\/runs\/([^/]+)$/.exec(plain)?.[1];
  const page = named === undefined ? (PATHS[plain] ?? "terminal") : "run";
  if (page !== "terminal" && has(page)) return { page, runId: named ?? null };
  return { page: "terminal", runId: named ?? query.get("run") };
}
