import { useCallback, useSyncExternalStore } from "react";

// The address is the state of the view: a link shows the same. `/runs/<id>` opens the terminal on that run.
function watch(watcher: () => void): () => void {
  addEventListener("popstate", watcher);
  addEventListener("tmon:url", watcher);
  return () => {
    removeEventListener("popstate", watcher);
    removeEventListener("tmon:url", watcher);
  };
}

export function useUrl() {
  const href = useSyncExternalStore(watch, () => location.pathname + location.search);
  const url = new URL(href, location.origin);
  const set = useCallback((changes: Record<string, string | null>, replace = false) => {
    const next = new URL(location.href);
    next.pathname = "/";
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.searchParams.delete(name);
      else next.searchParams.set(name, value);
    }
    if (next.href === location.href) return;
    history[replace ? "replaceState" : "pushState"](null, "", next);
    dispatchEvent(new Event("tmon:url"));
  }, []);
  const fromPath = /^\/runs\/([a-z0-9_-]+)$/.exec(url.pathname)?.[1];
  return { path: url.pathname, query: url.searchParams, runId: fromPath ?? url.searchParams.get("run"), set };
}
