import { formatSetting } from "../../ui/field";

export interface Entry {
  section: string;
  name: string;
  path: string;
  value: string;
  // The same as it is read at a glance: of a number that was drawn by chance, four digits.
  short: string;
}

// A config as sections of plain lines: {"optimizer":{"name":"adam"}} becomes section optimizer, line name.
// Deeper levels stay in one line with dots, lists as JSON; what lies at the top is the section "run".
export function flatten(config: Record<string, unknown>): Entry[] {
  const entries: Entry[] = [];
  const walk = (section: string, prefix: string, path: string, value: unknown) => {
    if (isRecord(value) && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value))
        walk(section, prefix === "" ? key : `${prefix}.${key}`, `${path}.${key}`, inner);
      return;
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    entries.push({
      section,
      name: prefix,
      path,
      value: text,
      short: typeof value === "number" ? formatSetting(value) : text,
    });
  };
  for (const [key, value] of Object.entries(config)) {
    if (isRecord(value) && Object.keys(value).length > 0) walk(key, "", key, value);
    else walk("run", key, key, value);
  }
  return entries;
}

export function bySection(entries: Entry[]): [string, Entry[]][] {
  const sections = new Map<string, Entry[]>();
  for (const entry of entries) sections.set(entry.section, [...(sections.get(entry.section) ?? []), entry]);
  return [...sections];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
