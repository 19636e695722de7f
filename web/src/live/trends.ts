import type { Run } from "../api/wire";
import { toNumber } from "./curve";

const MOST = 48;

interface Trend {
  points: number[];
  every: number;
  skipped: number;
  lastStep: number;
}

// The course of each run's loss as the list shows it: collected from the updates that reach the page anyway.
// When a trend is full, every second point goes and the pace halves, so that it always spans all that was seen.
export class Trends {
  private readonly trends = new Map<string, Trend>();

  take(run: Run): void {
    const key = run.primary.loss;
    const summary = key ? run.metrics[key] : undefined;
    if (summary === undefined || summary.latest === null) return;
    const trend = this.trends.get(run.id) ?? { points: [], every: 1, skipped: 0, lastStep: Number.NEGATIVE_INFINITY };
    this.trends.set(run.id, trend);
    if (summary.step === trend.lastStep) return;
    trend.lastStep = summary.step;
    if (++trend.skipped < trend.every) return;
    trend.skipped = 0;
    trend.points = [...trend.points, toNumber(summary.latest)];
    if (trend.points.length < MOST) return;
    trend.points = trend.points.filter((_, i) => i % 2 === 1);
    trend.every *= 2;
  }

  get(id: string): readonly number[] {
    return this.trends.get(id)?.points ?? NONE;
  }
}

const NONE: readonly number[] = [];
