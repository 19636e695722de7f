import type { HistoryColumn, SystemHistory } from "../../api/wire";
import { byteUnit, formatClock } from "../../ui/format";

export interface HostLine {
  label: string;
  color: number;
  column: HistoryColumn;
}

export interface HostChart {
  id: string;
  title: string;
  unit: string;
  // What one unit is in the numbers of the history.
  scale: number;
  // Where the axis ends, when that is known, such as 100 % or all the memory there is.
  top: number | null;
  lines: HostLine[];
}

const GIB = 1024 ** 3;

// The charts that a host's history makes: one for each kind of load, with a line for each GPU. What it never told is left out.
export function hostCharts(history: SystemHistory): HostChart[] {
  const { metrics } = history;
  const gpus = [...new Set(Object.keys(metrics).flatMap((name) => /^gpu(\d+)\//.exec(name)?.[1] ?? []))].sort(
    (a, b) => Number(a) - Number(b),
  );
  const chart = (id: string, title: string, unit: string, scale: number, top: number | null, lines: HostLine[]) =>
    lines.length === 0 ? [] : [{ id, title, unit, scale, top, lines }];
  const one = (name: string, label: string, color: number): HostLine[] => {
    const column = metrics[name];
    return column === undefined || column.mean.every((value) => value === null) ? [] : [{ label, color, column }];
  };
  const each = (name: string) => gpus.flatMap((gpu, i) => one(`gpu${gpu}/${name}`, `GPU${gpu}`, i % 8));
  const traffic = Math.max(greatest(metrics.net_rx) ?? 0, greatest(metrics.net_tx) ?? 0);
  const [netUnit, netScale] = byteUnit(Math.max(1024, traffic));
  const memory = greatest(metrics.memory_total);
  const disk = greatest(metrics.disk_total);
  const vram = Math.max(0, ...gpus.map((gpu) => greatest(metrics[`gpu${gpu}/memory_total`]) ?? 0));
  return [
    ...chart("cpu", "CPU", "%", 1, 100, one("cpu_percent", "CPU", 4)),
    ...chart("memory", "MEMORY", "GiB", GIB, memory === null ? null : memory / GIB, one("memory_used", "used", 1)),
    ...chart("network", "NETWORK", `${netUnit}/s`, netScale, null, [
      ...one("net_rx", "in", 0),
      ...one("net_tx", "out", 5),
    ]),
    ...chart("gpu", "GPU", "%", 1, 100, each("utilization")),
    ...chart("vram", "GPU MEMORY", "GiB", GIB, vram === 0 ? null : vram / GIB, each("memory_used")),
    ...chart("temperature", "GPU TEMPERATURE", "°C", 1, null, each("temperature")),
    ...chart("power", "GPU POWER", "W", 1, null, each("power")),
    ...chart("disk", "DISK", "GiB", GIB, disk === null ? null : disk / GIB, one("disk_used", "used", 2)),
  ];
}

function greatest(column: HistoryColumn | undefined): number | null {
  if (column === undefined) return null;
  const known = column.max.filter((value): value is number => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

type Column = (number | null)[];

// Where a host was silent for more than a few buckets nothing is drawn: a row without values breaks the lines.
export function withGaps(times: readonly number[], bucket: number): { times: number[]; from: (number | null)[] } {
  const result: { times: number[]; from: (number | null)[] } = { times: [], from: [] };
  for (const [i, time] of times.entries()) {
    const before = times[i - 1];
    if (before !== undefined && time - before > Math.max(4 * bucket, 30)) {
      result.times.push((before + time) / 2);
      result.from.push(null);
    }
    result.times.push(time);
    result.from.push(i);
  }
  return result;
}

// The columns of a chart as uPlot wants them: x, then the greatest, the least and the mean of every line.
export function columnsOf(chart: HostChart, times: readonly number[], bucket: number): [number[], ...Column[]] {
  const rows = withGaps(times, bucket);
  const pick = (column: readonly (number | null)[]): Column =>
    rows.from.map((i) => {
      const value = i === null ? null : (column[i] ?? null);
      return value === null ? null : value / chart.scale;
    });
  return [rows.times, ...chart.lines.flatMap(({ column }) => [pick(column.max), pick(column.min), pick(column.mean)])];
}

// A time as a mark of the axis: with seconds where the next mark is less than a minute away, and would read alike.
export const clockText = (seconds: number, apart: number): string =>
  formatClock(seconds * 1000).slice(0, apart < 60 ? 8 : 5);

// Silent for so long that its newest sample says nothing about now.
export const STALE_AFTER = 60;
export const isStale = (time: number, now: number): boolean => now - time > STALE_AFTER;
