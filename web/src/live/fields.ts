import type { MetricSummary, Run } from "../api/wire";

export type Field = number | string | boolean | null;
export type Part = "latest" | "min" | "max" | "best";

const flat = new WeakMap<object, ReadonlyMap<string, Field>>();

// A config as its paths: `{"optimizer":{"name":"adam"}}` is `optimizer.name`. Lists are values, told as JSON.
export function flatConfig(config: Record<string, unknown>): ReadonlyMap<string, Field> {
  const known = flat.get(config);
  if (known !== undefined) return known;
  const fields = new Map<string, Field>();
  const walk = (prefix: string, value: unknown): void => {
    if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0)
      for (const [key, inner] of Object.entries(value)) walk(prefix === "" ? key : `${prefix}.${key}`, inner);
    else if (prefix !== "") fields.set(prefix, isField(value) ? value : JSON.stringify(value));
  };
  walk("", config);
  flat.set(config, fields);
  return fields;
}

const isField = (value: unknown): value is Field =>
  value === null || ["number", "string", "boolean"].includes(typeof value);

// `val/loss.best` names a part of the summary of `val/loss`; a name alone its newest value.
export function metricPath(path: string): { key: string; part: Part } {
  const match = /^(.*)\.(min|max|best)$/.exec(path);
  return match?.[1] === undefined ? { key: path, part: "latest" } : { key: match[1], part: match[2] as Part };
}

export function summaryOf(run: Run, path: string): MetricSummary | undefined {
  return run.metrics[metricPath(path).key];
}

// What a run says under a name: one of its fields, `config.<path>` or `metric.<key>[.min|.max|.best]`.
export function fieldOf(run: Run, name: string): Field {
  if (name.startsWith("config.")) return flatConfig(run.config).get(name.slice(7)) ?? null;
  if (name.startsWith("metric.")) {
    const { key, part } = metricPath(name.slice(7));
    return run.metrics[key]?.[part] ?? null;
  }
  if (name === "tags" || name === "hosts") return run[name].join(", ");
  if (name === "duration") {
    if (run.started_at === null) return null;
    const end = run.ended_at ?? (run.status === "running" ? run.updated_at : null);
    return end === null ? null : Math.max(0, (Date.parse(end) - Date.parse(run.started_at)) / 1000);
  }
  const value = (run as unknown as Record<string, unknown>)[name];
  return isField(value) ? value : null;
}

// A number where the field holds one, also where it is written as text such as "NaN".
export function numberOf(field: Field): number | null {
  if (typeof field === "number") return field;
  if (field === "NaN" || field === "Infinity" || field === "-Infinity") return Number(field);
  return null;
}
