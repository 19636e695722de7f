import type { Run } from "../../api/wire";
import { type Field, fieldOf, flatConfig, numberOf } from "../../live/fields";
import { linearTicks, logTicks } from "../../ui/chart/axes";
import { formatSetting } from "../../ui/field";
import { formatTick } from "../../ui/format";

// One axis of the parallel coordinates or of the scatter: where each value stands, 0 at the bottom, 1 at the top.
export interface Dimension {
  name: string;
  title: string;
  isLog: boolean;
  ticks: { at: number; text: string }[];
  place: (run: Run) => number | null;
}

// The ticks whose labels leave the one before them room, in the order of their places.
export function roomy(ticks: Dimension["ticks"], length: number, sizeOf: (text: string) => number): Dimension["ticks"] {
  let edge = Number.NEGATIVE_INFINITY;
  return [...ticks]
    .sort((a, b) => a.at - b.at)
    .filter(({ at, text }) => {
      const half = sizeOf(text) / 2;
      if (at * length - half < edge) return false;
      edge = at * length + half;
      return true;
    });
}

// A letter of a tick in pixels, and how many of them a tick has room for.
const LETTER = 6.7;
const MOST_LETTERS = 10;

export const tickText = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;

export const tickWidth = (text: string): number => LETTER * tickText(text).length;

const LOG_FROM = 30;
const MOST_TICKS = 6;

export function dimensionOf(name: string, runs: readonly Run[]): Dimension {
  const title = name.replace(/^(config|metric)\./, "");
  const fields = runs.map((run) => fieldOf(run, name)).filter((field) => field !== null);
  const numbers = fields.map(numberOf).filter((value): value is number => value !== null && Number.isFinite(value));
  const isNumber = fields.length > 0 && fields.every((field) => numberOf(field) !== null);
  if (!isNumber) return wordsOf(name, title, fields);
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  const low = distinct[0] ?? 0;
  const high = distinct.at(-1) ?? 1;
  const positive = distinct.filter((value) => value > 0);
  const isLog = low > 0 && high / low >= LOG_FROM;
  // Few settings that are no metric stand at equal distances when zero keeps them from a log axis.
  const isEven =
    name.startsWith("config.") && distinct.length <= MOST_TICKS && low === 0 && high / (positive[0] ?? 1) >= LOG_FROM;
  // Halved, so that the largest of both signs are not infinitely far apart.
  const scale = isLog ? Math.log10 : (value: number) => value / 2;
  const span = scale(high) - scale(low);
  const at = (value: number) =>
    isEven
      ? distinct.indexOf(value) / Math.max(1, distinct.length - 1)
      : span === 0
        ? 0.5
        : (scale(value) - scale(low)) / span;
  const isFew = name.startsWith("config.") && distinct.length <= MOST_TICKS;
  const marks = isFew ? distinct : isLog ? logTicks(low, high, MOST_TICKS) : linearTicks(low, high, MOST_TICKS);
  const text = name.startsWith("config.") ? formatSetting : formatTick;
  return {
    name,
    title,
    isLog,
    ticks: marks.map((value) => ({ at: at(value), text: text(value) })),
    place: (run) => {
      const value = numberOf(fieldOf(run, name));
      return value === null || !Number.isFinite(value) ? null : at(value);
    },
  };
}

function wordsOf(name: string, title: string, fields: readonly Field[]): Dimension {
  const words = [...new Set(fields.map(String))].sort();
  const at = (word: string) => (words.length < 2 ? 0.5 : words.indexOf(word) / (words.length - 1));
  return {
    name,
    title,
    isLog: false,
    ticks: words.slice(0, 12).map((word) => ({ at: at(word), text: word })),
    place: (run) => {
      const value = fieldOf(run, name);
      return value === null ? null : at(String(value));
    },
  };
}

// The settings that have several values among the runs, numbers before words, then their metrics, for a start.
export function defaultDimensions(runs: readonly Run[]): string[] {
  const paths = [...new Set(runs.flatMap((run) => [...flatConfig(run.config).keys()]))];
  const valuesOf = (path: string) =>
    runs.map((run) => fieldOf(run, `config.${path}`)).filter((value) => value !== undefined && value !== null);
  const differing = paths
    .filter((path) => new Set(valuesOf(path)).size > 1)
    .sort((a, b) => Number(valuesOf(a).some(isWord)) - Number(valuesOf(b).some(isWord)));
  const metrics = metricNames(runs).filter((key) => !runs.some((run) => run.primary.lr === key));
  return [
    ...differing.slice(0, 7).map((path) => `config.${path}`),
    ...metrics.slice(0, 3).map((key) => `metric.${key}`),
  ];
}

const isWord = (value: unknown): boolean => typeof value !== "number";

export const metricNames = (runs: readonly Run[]): string[] => {
  const counts = new Map<string, number>();
  for (const run of runs) for (const key of Object.keys(run.metrics)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || rankOf(a[0]) - rankOf(b[0])).map(([key]) => key);
};
const rankOf = (key: string): number => (/^(val|eval|test)/.test(key) ? 0 : /loss|acc/.test(key) ? 1 : 2);

export type Brushes = ReadonlyMap<string, readonly [number, number]>;

export const isInside = (run: Run, dimensions: readonly Dimension[], brushes: Brushes): boolean =>
  dimensions.every((dimension) => {
    const brush = brushes.get(dimension.name);
    if (brush === undefined) return true;
    const at = dimension.place(run);
    return at !== null && at >= brush[0] - 1e-9 && at <= brush[1] + 1e-9;
  });
