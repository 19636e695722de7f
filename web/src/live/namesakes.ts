import type { Run } from "../api/wire";

// The names that several of the runs bear: where one of them is to be chosen, its id is told as well.
export function namesakes(runs: readonly Run[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(runs.filter(({ name }) => seen.has(name) || !seen.add(name)).map(({ name }) => name));
}
