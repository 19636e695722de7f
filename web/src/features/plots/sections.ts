import type { Run } from "../../api/wire";

export interface Section {
  name: string;
  metrics: string[];
}

export const PINNED = "pinned";
const PLAIN = "metrics";

// The metrics of a run in sections by what stands before the first `/`: what is pinned first, then the section of the
// loss, then the others by name. Within a section losses lead.
export function sectionsOf(run: Run, pins: readonly string[], search: string): Section[] {
  const needle = search.trim().toLowerCase();
  const names = Object.keys(run.metrics).filter((name) => name.toLowerCase().includes(needle));
  const sections = new Map<string, string[]>();
  for (const name of names) {
    const section = name.includes("/") ? name.slice(0, name.indexOf("/")) : PLAIN;
    sections.set(section, [...(sections.get(section) ?? []), name]);
  }
  const loss = run.primary.loss ?? "";
  const first = (metrics: string[]) => (metrics.includes(loss) ? 0 : metrics.some((name) => /loss/.test(name)) ? 1 : 2);
  const sorted = [...sections]
    .map(([name, metrics]) => ({ name, metrics: metrics.sort((a, b) => rank(a, loss) - rank(b, loss) || order(a, b)) }))
    .sort((a, b) => first(a.metrics) - first(b.metrics) || order(a.name, b.name));
  const pinned = pins.filter((name) => names.includes(name));
  return pinned.length === 0 ? sorted : [{ name: PINNED, metrics: pinned }, ...sorted];
}

const order = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });

function rank(name: string, loss: string): number {
  if (name === loss) return 0;
  if (/loss/.test(name)) return 1;
  return /acc/.test(name) ? 2 : 3;
}

// A colour for each metric that does not change when others come or are filtered away.
export function colorsOf(run: Run): ReadonlyMap<string, number> {
  const sections = sectionsOf(run, [], "");
  return new Map(sections.flatMap(({ metrics }) => metrics).map((name, i) => [name, i % 8]));
}

// A value that spans more than two decades above zero is read on a log axis.
export function suitsLog(run: Run, metric: string): boolean {
  const summary = run.metrics[metric];
  if (summary === undefined) return false;
  const [low, high] = [Number(summary.min), Number(summary.max)];
  return low > 0 && Number.isFinite(high) && high / low > 100;
}

// Whether the chart of the loss takes two places: where the rows of its section are full with it. On a phone it does always.
export const isLeadWide = (charts: number, columns: number): boolean =>
  charts > 1 && (columns <= 2 || charts < columns || (charts + 1) % columns === 0);
