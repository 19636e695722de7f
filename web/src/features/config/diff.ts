import type { Entry } from "./flatten";

export interface DiffLine extends Entry {
  // What the other run has; null where it has nothing of that name.
  other: string | null;
  // What this run has; null where only the other has it.
  own: string | null;
  differs: boolean;
}

// The lines of one config beside those of another, in the order of the first, then what only the other has.
export function diffOf(own: Entry[], other: Entry[]): DiffLine[] {
  const theirs = new Map(other.map((entry) => [entry.path, entry.value]));
  const mine = new Set(own.map((entry) => entry.path));
  const both = own.map((entry) => {
    const value = theirs.get(entry.path) ?? null;
    return { ...entry, own: entry.value, other: value, differs: value !== entry.value };
  });
  const rest = other
    .filter((entry) => !mine.has(entry.path))
    .map((entry) => ({ ...entry, own: null, other: entry.value, differs: true }));
  return [...both, ...rest];
}
