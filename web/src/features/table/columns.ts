import type { Run } from "../../api/wire";
import { metricPath } from "../../live/fields";
import { knownOf } from "./known";

export interface Column {
  name: string;
  title: string;
  // The line below the title: what kind of thing it is.
  sub: string;
  // Set right, as numbers are; a setting only as long as all its values in view are numbers.
  isNumber: boolean;
  isPinned: boolean;
  // By what the server sorts this column; null when it cannot.
  sort: string | null;
}

const FIELDS: Record<string, { title: string; sub?: string; isNumber?: boolean; sort?: null }> = {
  status: { title: "STATUS" },
  name: { title: "NAME" },
  spark: { title: "TREND", sub: "own scale", sort: null },
  project: { title: "PROJECT" },
  group: { title: "GROUP" },
  tags: { title: "TAGS", sort: null },
  notes: { title: "NOTE" },
  step: { title: "STEP", isNumber: true },
  epoch: { title: "EPOCH", isNumber: true },
  progress: { title: "PROGRESS", sub: "%", isNumber: true },
  eta_seconds: { title: "LEFT", isNumber: true },
  step_rate: { title: "STEPS/S", isNumber: true },
  duration: { title: "TIME", sub: "run", isNumber: true, sort: null },
  created_at: { title: "CREATED", sub: "UTC", isNumber: true },
  started_at: { title: "STARTED", sub: "UTC", isNumber: true },
  ended_at: { title: "ENDED", sub: "UTC", isNumber: true },
  updated_at: { title: "UPDATED", sub: "UTC", isNumber: true },
  hosts: { title: "HOST", sort: null },
  attempt: { title: "ATTEMPT", isNumber: true },
  segment: { title: "SEGMENT", isNumber: true },
  id: { title: "ID" },
};
export const FIELD_NAMES = Object.keys(FIELDS);

// `cols=status!,name!,config.lr`: the names in order, `!` for those that stay at the left.
export function parseColumns(text: string): Column[] {
  const columns = text.split(",").flatMap((part) => {
    const name = decodeURIComponent(part.replace(/!$/, ""));
    const column = columnOf(name, part.endsWith("!"));
    return column === null ? [] : [column];
  });
  const seen = new Set<string>();
  const unique = columns.filter(({ name }) => !seen.has(name) && seen.add(name));
  return [...unique.filter((column) => column.isPinned), ...unique.filter((column) => !column.isPinned)];
}

export const columnsText = (columns: readonly Column[]): string =>
  columns.map(({ name, isPinned }) => encodeURIComponent(name) + (isPinned ? "!" : "")).join(",");

export function columnOf(name: string, isPinned = false): Column | null {
  if (name.startsWith("config.")) {
    const path = name.slice(7);
    return { name, title: path, sub: "config", isNumber: true, isPinned, sort: name };
  }
  if (name.startsWith("metric.")) {
    const { key, part } = metricPath(name.slice(7));
    return { name, title: key, sub: part === "latest" ? "newest" : part, isNumber: true, isPinned, sort: name };
  }
  const field = FIELDS[name];
  if (field === undefined) return null;
  const sort = field.sort === null ? null : name;
  return { name, title: field.title, sub: field.sub ?? "", isNumber: field.isNumber ?? false, isPinned, sort };
}

// What is shown until the reader chooses: who, how it goes, the newest of a few metrics, and the settings that differ.
export function defaultColumns(runs: readonly Run[]): Column[] {
  const known = knownOf(runs);
  const metrics = topMetrics(runs);
  const configs = [...known.configs].filter(([, values]) => values.size > 1).map(([path]) => path);
  const rest = [...known.configs.keys()].filter((path) => !configs.includes(path));
  const names = [
    "status",
    "name",
    "spark",
    ...metrics.map((key) => `metric.${key}`),
    "step",
    ...[...configs, ...rest].slice(0, 8).map((path) => `config.${path}`),
    "tags",
    "notes",
    "duration",
    "created_at",
  ];
  return names.map((name) => columnOf(name, name === "status" || name === "name")).filter((column) => column !== null);
}

function topMetrics(runs: readonly Run[]): string[] {
  const counts = new Map<string, number>();
  for (const run of runs)
    for (const key of Object.keys(run.metrics)) {
      const weight =
        key === run.primary.accuracy || key === run.primary.loss ? 4 : /^(val|eval|test)/.test(key) ? 3 : 1;
      if (key !== run.primary.lr) counts.set(key, (counts.get(key) ?? 0) + weight);
    }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([key]) => key);
}
