import type { JobParameter, JobTemplate, NewJob } from "../../api/jobs";

// What stands in the launch form, as it was typed.
export interface Draft {
  mode: "template" | "command";
  template: string | null;
  // By template and parameter; what was not touched has its default.
  values: Readonly<Record<string, string>>;
  words: readonly string[];
  name: string;
  project: string;
  priority: string;
  retries: string;
  slots: string;
  gpus: string;
  schedule: string;
  after: string;
  dataSet: string;
  baseModel: string;
  isHeld: boolean;
  folder: string;
  // A variable a line: NAME=value.
  env: string;
  // Between commas.
  tags: string;
  epochs: string;
  steps: string;
}

export const EMPTY: Draft = {
  mode: "template",
  template: null,
  values: {},
  words: ["", ""],
  name: "",
  project: "",
  priority: "0",
  retries: "0",
  slots: "",
  gpus: "",
  schedule: "",
  after: "",
  dataSet: "",
  baseModel: "",
  isHeld: false,
  folder: "",
  env: "",
  tags: "",
  epochs: "",
  steps: "",
};

export const MOST_COMBINATIONS = 1000;

export const typedOf = (draft: Draft, template: JobTemplate, parameter: JobParameter): string =>
  draft.values[`${template.name} ${parameter.name}`] ?? parameter.default ?? "";

// Several values stand between commas; in double quotes a comma is part of a text.
export function valuesIn(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"|[^,"])+|"|(?<=,|^)(?=,|$)/g) ?? [""];
  return parts.map((part) => {
    const plain = part.trim();
    return /^"[^"]*"$/.test(plain) ? plain.slice(1, -1) : plain;
  });
}

export function faultOf(parameter: JobParameter, text: string): string | null {
  for (const value of valuesIn(text)) {
    if (parameter.type === "text") continue;
    if (value === "") return parameter.type === "integer" ? "want a whole number" : "want a number";
    if (parameter.type === "integer" && !/^[+-]?\d+$/.test(value)) return `${value} is no whole number`;
    if (parameter.type === "number" && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
      return `${value} is no number`;
  }
  return null;
}

// What is wrong with the fields that every job has, by field.
export function faultsOf(draft: Draft): Partial<Record<keyof Draft, string>> {
  const faults: Partial<Record<keyof Draft, string>> = {};
  const within = (field: "priority" | "retries" | "slots" | "gpus" | "epochs" | "steps", low: number, high: number) => {
    const text = draft[field].trim();
    if (text === "") return;
    const isWhole = /^[+-]?\d+$/.test(text);
    if (!isWhole || Number(text) < low || Number(text) > high) faults[field] = `want ${low} to ${high}`;
  };
  within("priority", -1_000_000, 1_000_000);
  within("retries", 0, 100);
  within("slots", 0, 1000);
  within("gpus", 0, 64);
  within("epochs", 1, Number.MAX_SAFE_INTEGER);
  within("steps", 1, Number.MAX_SAFE_INTEGER);
  if (draft.folder.trim() !== "" && !draft.folder.trim().startsWith("/")) faults.folder = "want a path from /";
  if (!isEnv(draft.env)) faults.env = "want NAME=value in each line";
  const schedule = draft.schedule.trim();
  const isInstant = /^\d{4}-\d\d-\d\dT/.test(schedule) && !Number.isNaN(Date.parse(schedule));
  if (schedule !== "" && !isInstant && schedule.split(/\s+/).length !== 5)
    faults.schedule = "want 2030-01-31T20:00 or 30 1 * * *";
  if (draft.mode === "command" && (draft.words[0] ?? "").trim() === "") faults.words = "want a program";
  if (draft.mode === "template" && draft.template === null) faults.template = "choose one";
  return faults;
}

export interface Launching {
  job: NewJob;
  // More than one value somewhere: a job for each combination.
  grid: Record<string, string[]>;
  count: number;
}

export function launchOf(draft: Draft, template: JobTemplate | null, isHeld: boolean): Launching {
  const number = (text: string) => (text.trim() === "" ? null : Number(text));
  const text = (value: string) => (value.trim() === "" ? null : value.trim());
  const job: NewJob = {
    name: text(draft.name),
    project: text(draft.project),
    priority: number(draft.priority),
    max_retries: number(draft.retries),
    slots: number(draft.slots),
    gpus: number(draft.gpus),
    schedule: text(draft.schedule),
    depends_on: draft.after === "" ? null : [draft.after],
    dataset_id: text(draft.dataSet),
    base_model: text(draft.baseModel),
    hold: isHeld,
    working_dir: text(draft.folder),
    env: draft.env.trim() === "" ? null : envOf(draft.env),
    tags: text(draft.tags) === null ? null : valuesIn(draft.tags).filter((tag) => tag !== ""),
    epochs: number(draft.epochs),
    total_steps: number(draft.steps),
  };
  if (draft.mode === "command" || template === null)
    return { job: { ...job, command: trimmed(draft.words) }, grid: {}, count: 1 };
  const parameters: Record<string, string> = {};
  const grid: Record<string, string[]> = {};
  let count = 1;
  for (const parameter of template.parameters) {
    const values = valuesIn(typedOf(draft, template, parameter));
    if (values.length > 1) grid[parameter.name] = values;
    else parameters[parameter.name] = values[0] ?? "";
    count *= values.length;
  }
  return { job: { ...job, template: template.name, parameters }, grid, count };
}

// The command as it will run, the first combination of a grid filled in.
export function commandOf(draft: Draft, template: JobTemplate | null): readonly string[] {
  if (draft.mode === "command" || template === null) return trimmed(draft.words);
  const values = new Map(
    template.parameters.map((one) => [one.name, valuesIn(typedOf(draft, template, one)).join(" | ")]),
  );
  return template.command.map((word) =>
    word.replace(/\{([a-z][a-z0-9_]*)\}/g, (place, name) => values.get(name) ?? place),
  );
}

export const isEnv = (env: string): boolean =>
  env.split("\n").every((line) => line.trim() === "" || /^\s*[^=\s]+=/.test(line));

export function envOf(text: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const at = line.indexOf("=");
    if (at > 0) env[line.slice(0, at).trim()] = line.slice(at + 1);
  }
  return env;
}

// Fields left empty at the end are no words; an empty one between others is.
export function trimmed(words: readonly string[]): string[] {
  const last = words.findLastIndex((word) => word !== "");
  return words.slice(0, last + 1);
}
