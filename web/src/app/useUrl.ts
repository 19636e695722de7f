import { useCallback, useSyncExternalStore } from "react";

export type Changes = Record<string, string | null>;

// The address is the state of the view: a link shows the same.
function watch(watcher: () => void): () => void {
  addEventListener("popstate", watcher);
  addEventListener("tmon:url", watcher);
  return () => {
    removeEventListener("popstate", watcher);
    removeEventListener("tmon:url", watcher);
  };
}

function move(next: URL, replace: boolean): void {
  if (next.href === location.href) return;
  history[replace ? "replaceState" : "pushState"](null, "", next);
  dispatchEvent(new Event("tmon:url"));
}

// How each page was left, so that one comes back to the same filter or run by its name in the bar.
const left = new Map<string, string>();

export function useUrl() {
  const href = useSyncExternalStore(watch, () => location.pathname + location.search);
  const url = new URL(href, location.origin);
  // Changes what is shown of a page; null takes a name out of the address.
  const set = useCallback((changes: Changes, replace = false, path = location.pathname) => {
    const next = new URL(location.href);
    next.pathname = path;
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.searchParams.delete(name);
      else next.searchParams.set(name, value);
    }
    move(next, replace);
  }, []);
  // Opens another page: with the query given, else as it was left. The page one is on begins anew.
  const go = useCallback((path: string, search?: string, replace = false) => {
    const isHere = path === location.pathname;
    if (!isHere) left.set(location.pathname, location.search);
    move(new URL(path + (search ?? (isHere ? "" : (left.get(path) ?? ""))), location.origin), replace);
  }, []);
  return { path: url.pathname, query: url.searchParams, set, go };
}

export type Url = ReturnType<typeof useUrl>;
