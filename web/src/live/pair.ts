import type { MetricBatch } from "../api/frames";
import { readHistory } from "../api/history";
import type { History, RawSeries } from "../api/wire";
import { Curve, toNumber } from "./curve";

// One metric over another: the values of both that were logged at the same step. Its curve holds the other metric's
// value where others hold the step, and the step, by which it was logged, where others hold the time. Read once, then kept by frames; a resume, which takes pairs back, reads it anew.
export class Pair {
  curve: Curve;
  readonly x: string;
  readonly y: string;
  private readonly runId: string;
  private readonly onData: () => void;
  private waiting: MetricBatch[] | null = [];
  private segment = 0;
  private loaded: Promise<void> | null = null;

  constructor(runId: string, x: string, y: string, onData: () => void) {
    this.onData = onData;
    this.runId = runId;
    this.x = x;
    this.y = y;
    this.curve = new Curve(y, 0);
  }

  read(): Promise<void> {
    this.loaded = this.load();
    return this.loaded;
  }

  private async load(): Promise<void> {
    this.waiting ??= [];
    const history = await readHistory(this.runId, [this.y], { x: this.x, points: 4000 });
    const version = this.curve.version;
    this.curve = new Curve(this.y, history.cursor);
    const series = overX(history);
    if (series !== null) {
      this.curve.load(series, history.cursor);
      this.curve.newest = newestOf(series, history.cursor);
      this.segment = series.segment;
    }
    this.curve.version += version + 1;
    const batches = this.waiting ?? [];
    this.waiting = null;
    for (const batch of batches) this.take(batch);
    this.onData();
  }

  async refine(from: number, to: number): Promise<void> {
    await this.loaded;
    const history = await readHistory(this.runId, [this.y], { x: this.x, from, to, points: 4000 });
    const series = overX(history);
    if (series !== null) this.curve.refine(series, history.cursor);
    this.onData();
  }

  take(batch: MetricBatch): void {
    if (this.waiting !== null) {
      this.waiting.push(batch);
      return;
    }
    const [xs, ys] = [batch.metrics[this.x], batch.metrics[this.y]];
    if (batch.cursor <= this.curve.cursor || xs === undefined || ys === undefined) return;
    if (this.segment !== 0 && batch.segment > this.segment) {
      void this.read().catch(() => {});
      return;
    }
    this.segment = batch.segment;
    this.curve.cursor = batch.cursor;
    for (const [i, y] of ys.entries()) {
      const x = toNumber(xs[i] ?? "NaN");
      if (y !== null && Number.isFinite(x)) this.curve.add(x, batch.steps[i] ?? 0, toNumber(y));
    }
  }
}

// The answer as a series whose steps are the other metric's values; a pair without a place on the axis is left out.
function overX(history: History): RawSeries | null {
  const series = history.series.find((one): one is RawSeries & { x: (number | string | null)[] } => "x" in one);
  if (series === undefined) return null;
  const kept = series.x.map((x, i) => ({ x: Number(x ?? Number.NaN), i })).filter(({ x }) => Number.isFinite(x));
  kept.sort((a, b) => a.x - b.x);
  return {
    ...series,
    steps: kept.map(({ x }) => x),
    times: kept.map(({ i }) => series.steps[i] ?? 0),
    values: kept.map(({ i }) => series.values[i] ?? null),
  };
}

// The points that were logged last, wherever they stand on the axis.
function newestOf({ steps, times, values }: RawSeries, cursor: number): Curve["newest"] {
  return steps
    .map((step, i) => ({ step, time: times[i] ?? 0, value: toNumber(values[i] ?? "NaN"), cursor }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.time - b.time)
    .slice(-100);
}
