import { readHistory } from "../../api/history";
import type { History, RawSeries, Run } from "../../api/wire";
import type { RunFeed } from "../../live/runFeed";
import type { Range } from "../../ui/chart/axes";
import { readPalette, seriesColor } from "../../ui/chart/palette";
import { curvesOf, metricOf, placer, stepsWithin } from "./axis";
import type { PlotSettings } from "./settings";

const HEAD = 26;

// The chart as it is drawn, with its title and the names of its lines above it.
export function pictureOf(chart: HTMLCanvasElement, title: string, keys: string[], colors: number[]): Promise<Blob> {
  const px = devicePixelRatio;
  const palette = readPalette();
  const canvas = document.createElement("canvas");
  canvas.width = chart.width;
  canvas.height = chart.height + HEAD * px;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser gives no canvas.");
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, 0, HEAD * px);
  context.font = `700 ${12 * px}px ${palette.font}`;
  context.textBaseline = "middle";
  let left = 10 * px;
  const write = (text: string, color: string) => {
    context.fillStyle = color;
    context.fillText(text, left, (HEAD / 2) * px);
    left += context.measureText(text).width + 14 * px;
  };
  write(title, palette.label);
  for (const [i, key] of keys.entries()) write(key, seriesColor(palette, colors[i] ?? i));
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob === null ? failed(new Error("The picture could not be made.")) : done(blob))),
  );
}

// The points of the stretch that the chart shows, every one of them as it was logged.
export async function csvOf(run: Run, keys: string[], settings: PlotSettings, feed: RunFeed): Promise<Blob> {
  const isPair = metricOf(settings.x) !== null;
  const lead = curvesOf(feed, keys, settings.x)[0];
  const steps = settings.zoom === null || isPair ? null : stepsWithin(lead, settings.zoom, placer(settings.x, run));
  const range: { from?: number; to?: number } = {};
  if (steps !== null) [range.from, range.to] = steps.map(Math.round) as Range;
  return new Blob([tableOf(await readHistory(run.id, keys, { ...range, points: 0 }), keys)], { type: "text/csv" });
}

export function tableOf(history: History, keys: string[]): string {
  const rows = new Map<number, { time: number; values: string[] }>();
  for (const series of history.series as RawSeries[]) {
    const column = keys.indexOf(series.key);
    for (const [i, step] of series.steps.entries()) {
      const row = rows.get(step) ?? { time: series.times[i] ?? 0, values: keys.map(() => "") };
      row.values[column] = String(series.values[i] ?? "");
      rows.set(step, row);
    }
  }
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([step, { time, values }]) => [step, time, ...values].join(","));
  return `${["step", "time", ...keys.map(quoted)].join(",")}\n${lines.join("\n")}\n`;
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(/[^\w.-]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
