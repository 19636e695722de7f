import { useSyncExternalStore } from "react";

// How high the rows of the table are, kept in this browser.
export type Density = "compact" | "comfortable";

const KEY = "tmon.density";
const CHANGED = "tmon:density";
export const ROW_HEIGHT: Record<Density, number> = { compact: 21, comfortable: 30 };

let chosen: Density | null = null;

function read(): Density {
  if (chosen !== null) return chosen;
  try {
    return localStorage.getItem(KEY) === "comfortable" ? "comfortable" : "compact";
  } catch {
    return "compact";
  }
}

export function setDensity(density: Density): void {
  chosen = density;
  try {
    localStorage.setItem(KEY, density);
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
  dispatchEvent(new Event(CHANGED));
}

function watch(watcher: () => void): () => void {
  addEventListener(CHANGED, watcher);
  return () => removeEventListener(CHANGED, watcher);
}

export const useDensity = (): Density => useSyncExternalStore(watch, read);
