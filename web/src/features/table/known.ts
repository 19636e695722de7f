import type { Run } from "../../api/wire";
import { flatConfig } from "../../live/fields";

type Counts = Map<string, number>;

// The names and values that the runs on the page have, for completion and for the choice of columns.
export interface Known {
  configs: Map<string, Counts>;
  metrics: Set<string>;
  tags: Counts;
  projects: Counts;
  groups: Counts;
}

const MOST_VALUES = 200;

export function knownOf(runs: Iterable<Run>): Known {
  const known: Known = {
    configs: new Map(),
    metrics: new Set(),
    tags: new Map(),
    projects: new Map(),
    groups: new Map(),
  };
  for (const run of runs) {
    for (const [path, value] of flatConfig(run.config)) {
      const values = known.configs.get(path) ?? new Map<string, number>();
      known.configs.set(path, values);
      if (value !== null && (values.size < MOST_VALUES || values.has(String(value)))) count(values, String(value));
    }
    for (const key of Object.keys(run.metrics)) known.metrics.add(key);
    for (const tag of run.tags) count(known.tags, tag);
    count(known.projects, run.project);
    if (run.group !== null) count(known.groups, run.group);
  }
  return known;
}

function count(values: Counts, value: string): void {
  values.set(value, (values.get(value) ?? 0) + 1);
}
