import type { Run } from "../../api/wire";
import { fieldOf, flatConfig } from "../../live/fields";
import { formatField } from "../../ui/field";

export interface Group {
  name: string;
  runs: Run[];
}

// What runs may be grouped by: a setting in which they differ, their tags, group or project.
export function groupKeys(runs: readonly Run[]): string[] {
  const paths = new Set(runs.flatMap((run) => [...flatConfig(run.config).keys()]));
  const names = [...paths].map((path) => `config.${path}`);
  return [...names, "group", "tags", "project", "status"].filter((name) => {
    const values = new Set(runs.map((run) => fieldOf(run, name)));
    return values.size > 1 && values.size < Math.max(3, runs.length);
  });
}

export function groupsOf(runs: readonly Run[], by: string | null): Group[] {
  if (by === null) return [];
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const name = formatField(by, fieldOf(run, by)) || "–";
    groups.set(name, [...(groups.get(name) ?? []), run]);
  }
  return [...groups].map(([name, members]) => ({ name, runs: members }));
}

export interface Look {
  color: number;
  dash: number[];
}

const DASHES = [[], [5, 3], [2, 2], [7, 2, 2, 2]];
export const dashOf = (index: number): number[] => DASHES[index % DASHES.length] ?? [];

// A run keeps its colour and dash while others come and go. In groups the colour is the group's and the dash the run's own.
export function looksOf(runs: readonly Run[], groups: readonly Group[], slots: Map<string, number>): Map<string, Look> {
  const looks = new Map<string, Look>();
  if (groups.length > 0) {
    for (const [color, group] of groups.entries())
      for (const [i, run] of group.runs.entries()) looks.set(run.id, { color, dash: dashOf(i) });
    return looks;
  }
  const ids = new Set(runs.map((run) => run.id));
  for (const id of slots.keys()) if (!ids.has(id)) slots.delete(id);
  const taken = new Set(slots.values());
  for (const run of runs) {
    let slot = slots.get(run.id);
    if (slot === undefined) {
      slot = 0;
      while (taken.has(slot)) slot++;
      taken.add(slot);
      slots.set(run.id, slot);
    }
    looks.set(run.id, { color: slot % 8, dash: dashOf(Math.floor(slot / 8)) });
  }
  return looks;
}
