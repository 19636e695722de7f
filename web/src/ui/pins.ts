// The metrics that the reader pinned, in the order in which they were: kept on this machine, heard by the pages that show them.
const KEY = "tmon.pins";
const watchers = new Set<() => void>();

let pins: readonly string[] = read();

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((name): name is string => typeof name === "string") : [];
  } catch {
    return [];
  }
}

export const readPins = (): readonly string[] => pins;
export const isPinned = (metric: string): boolean => pins.includes(metric);

export function togglePin(metric: string): void {
  pins = pins.includes(metric) ? pins.filter((name) => name !== metric) : [...pins, metric];
  try {
    localStorage.setItem(KEY, JSON.stringify(pins));
  } catch {
    // Storage may be refused; the pins then last as long as the page.
  }
  for (const watcher of watchers) watcher();
}

export function watchPins(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
