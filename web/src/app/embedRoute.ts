export type EmbedRoute = { kind: "active" } | { kind: "metric"; runId: string; metric: string } | { kind: "unknown" };

// What an address below /embed shows. A metric's own slashes need no escaping: it is the rest of the path.
export function embedRouteOf(path: string): EmbedRoute {
  if (path === "/embed/active") return { kind: "active" };
  const [, runId, metric] = /^\/embed\/runs\/([a-z0-9][a-z0-9_-]*)\/(.+)$/.exec(path) ?? [];
  if (runId === undefined || metric === undefined) return { kind: "unknown" };
  return { kind: "metric", runId, metric: decoded(metric) };
}

// A name may hold a percent sign that nobody escaped.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
