import type { Run, RunFacet } from "../../api/wire";
import { flatConfig } from "../../live/fields";
import { boundText } from "./facets";

type Counts = Map<string, number>;

// The names and values that the runs on the page have, for completion and for the choice of columns.
export interface Known {
  configs: Map<string, Counts>;
  metrics: Set<string>;
  tags: Counts;
  projects: Counts;
  groups: Counts;
  hosts: Counts;
  // From where to where numbers go, in words.
  ranges: Map<string, string>;
}

const MOST_VALUES = 200;

export function knownOf(runs: Iterable<Run>): Known {
  const known: Known = {
    configs: new Map(),
    metrics: new Set(),
    tags: new Map(),
    projects: new Map(),
    groups: new Map(),
    hosts: new Map(),
    ranges: new Map(),
  };
  for (const run of runs) {
    for (const [path, value] of flatConfig(run.config)) {
      const values = known.configs.get(path) ?? new Map<string, number>();
      known.configs.set(path, values);
      if (value !== null && (values.size < MOST_VALUES || values.has(String(value)))) count(values, String(value));
    }
    for (const key of Object.keys(run.metrics)) known.metrics.add(key);
    for (const tag of run.tags) count(known.tags, tag);
    for (const host of run.hosts) count(known.hosts, host);
    count(known.projects, run.project);
    if (run.group !== null) count(known.groups, run.group);
  }
  return known;
}

// What the server counted over all runs that the filter leaves, in place of what is in view.
export function withFacets(known: Known, facets: readonly RunFacet[]): Known {
  const next = { ...known, configs: new Map(known.configs), ranges: new Map(known.ranges) };
  for (const { field, values, edges } of facets) {
    const counts = new Map((values ?? []).map(({ value, count }) => [value, count]));
    if (field.startsWith("config.") && counts.size > 0) next.configs.set(field.slice(7), counts);
    if (field === "tags" && counts.size > 0) next.tags = counts;
    if (field === "hosts" && counts.size > 0) next.hosts = counts;
    if (field === "project" && counts.size > 0) next.projects = counts;
    const [low, high] = [edges?.[0], edges?.at(-1)];
    if (low !== undefined && high !== undefined)
      next.ranges.set(field, `${boundText(field, low)} – ${boundText(field, high)}`);
  }
  return next;
}

function count(values: Counts, value: string): void {
  values.set(value, (values.get(value) ?? 0) + 1);
}
