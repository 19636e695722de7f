import { Store } from "./store";

const KEY = "tmon.hidden";

// The runs that the reader does not want to see, kept in this browser. They stay on the server as they are.
export const hidden = new Store<ReadonlySet<string>>(new Set(readList()));

function readList(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function setHidden(ids: Iterable<string>, isHidden: boolean): void {
  const next = new Set(hidden.get());
  for (const id of ids) {
    if (isHidden) next.add(id);
    else next.delete(id);
  }
  hidden.set(next);
  try {
    localStorage.setItem(KEY, JSON.stringify([...next]));
  } catch {
    // Storage may be refused or full; the choice then lasts as long as the page.
  }
}
