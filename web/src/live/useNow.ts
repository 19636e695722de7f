import { useSyncExternalStore } from "react";

// The wall clock to the second. One timer for everything on the page that ticks, aligned to the second itself.
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let now = Math.floor(Date.now() / 1000);

function tick(): void {
  now = Math.floor(Date.now() / 1000);
  for (const watcher of watchers) watcher();
  timer = setTimeout(tick, 1000 - (Date.now() % 1000) + 2);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setTimeout(tick, 1000 - (Date.now() % 1000) + 2);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

// Seconds since the epoch.
export const useNow = (): number =>
  useSyncExternalStore(watch, () => (timer === undefined ? Math.floor(Date.now() / 1000) : now));
