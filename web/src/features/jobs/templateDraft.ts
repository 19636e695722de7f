import type { JobTemplate, NewTemplate } from "../../api/jobs";
import { type Draft, envOf, isEnv, trimmed, typedOf, valuesIn } from "./draft";

export interface ParameterDraft {
  name: string;
  type: string;
  value: string;
  description: string;
}

// What stands in the form of a template, as it was typed.
export interface TemplateDraft {
  // One that is changed keeps its name.
  isNew: boolean;
  name: string;
  description: string;
  words: readonly string[];
  parameters: readonly ParameterDraft[];
  folder: string;
  // A variable a line: NAME=value.
  env: string;
  slots: string;
  gpus: string;
}

const PLACE = /\{([a-z][a-z0-9_]*)\}/g;

const linesOf = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");

export function ofTemplate(template: JobTemplate): TemplateDraft {
  return {
    isNew: false,
    name: template.name,
    description: template.description ?? "",
    words: template.command,
    parameters: (template.parameters ?? []).map(({ name, type, default: value, description }) => ({
      name,
      type: type ?? "text",
      value: value ?? "",
      description: description ?? "",
    })),
    folder: template.working_dir ?? "",
    env: linesOf(template.env ?? {}),
    slots: String(template.slots),
    gpus: String(template.gpus),
  };
}

// What stands in the launch form as a new template: its values become the defaults, of several the first.
export function ofLaunch(draft: Draft, template: JobTemplate | null): TemplateDraft {
  const isOwn = draft.mode === "command" || template === null;
  const from = isOwn ? null : ofTemplate(template);
  const value = (name: string) => {
    const parameter = template?.parameters.find((one) => one.name === name);
    return template === null || parameter === undefined ? "" : (valuesIn(typedOf(draft, template, parameter))[0] ?? "");
  };
  return withPlaces({
    isNew: true,
    name: draft.name.trim(),
    description: from?.description ?? "",
    words: from?.words ?? trimmed(draft.words),
    parameters: (from?.parameters ?? []).map((one) => ({ ...one, value: value(one.name) })),
    folder: draft.folder.trim() || (from?.folder ?? ""),
    env: [from?.env ?? "", draft.env].filter((text) => text.trim() !== "").join("\n"),
    slots: draft.slots.trim() || (from?.slots ?? "1"),
    gpus: draft.gpus.trim() || (from?.gpus ?? "0"),
  });
}

// A place such as {lr} in the command, the folder or a variable makes a parameter; one that stands nowhere goes.
export function withPlaces(draft: TemplateDraft): TemplateDraft {
  const texts = [...draft.words, draft.folder, draft.env];
  const names = [...new Set(texts.flatMap((text) => [...text.matchAll(PLACE)].map(([, name = ""]) => name)))];
  const known = new Map(draft.parameters.map((one) => [one.name, one]));
  const parameters = names.map((name) => known.get(name) ?? { name, type: "text", value: "", description: "" });
  return { ...draft, parameters };
}

export function faultsOfTemplate(draft: TemplateDraft): Partial<Record<string, string>> {
  const faults: Partial<Record<string, string>> = {};
  const name = draft.name.trim();
  if (name === "" || name.length > 100) faults.name = "want 1 to 100 characters";
  else if (name.includes("/")) faults.name = "want no slash";
  if ((draft.words[0] ?? "").trim() === "") faults.words = "want a program";
  const within = (field: "slots" | "gpus", high: number) => {
    const text = draft[field].trim();
    if (!/^\d+$/.test(text) || Number(text) > high) faults[field] = `want 0 to ${high}`;
  };
  within("slots", 1000);
  within("gpus", 64);
  if (!isEnv(draft.env)) faults.env = "want NAME=value in each line";
  for (const { name: parameter, type, value } of draft.parameters) {
    const isWhole = /^[+-]?\d+$/.test(value);
    const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
    if (value === "" || type === "text") continue;
    if (type === "integer" ? !isWhole : !isNumber)
      faults[`parameter ${parameter}`] = `${value} is no ${type === "integer" ? "whole number" : "number"}`;
  }
  return faults;
}

export function bodyOf(draft: TemplateDraft): NewTemplate {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    command: trimmed(draft.words),
    working_dir: draft.folder.trim() || null,
    env: envOf(draft.env),
    parameters: draft.parameters.map(({ name, type, value, description }) => ({
      name,
      type,
      default: value === "" && type !== "text" ? null : value,
      description,
    })),
    slots: Number(draft.slots),
    gpus: Number(draft.gpus),
  };
}
