import { readSeries } from "../api/series";
import type { Run, Series } from "../api/wire";
import { cellsOf, toNumber } from "./curve";
import { Store } from "./store";

const MOST = 48;
// As many runs as a list shows without scrolling far, in one request.
const AT_ONCE = 100;

interface Trend {
  points: number[];
  // A point stands for this many steps, so that the shape is right however the values came in.
  stride: number;
  lastStep: number;
}

const NOTHING_YET: Trend = { points: [], stride: 1, lastStep: Number.NEGATIVE_INFINITY };

// The course of each run's loss as the list shows it: the past read once, a few buckets of many runs in one answer, and
// from then on collected from the updates that reach the page anyway.
// When a trend is full, every second point goes and the stride doubles, so that it always spans the whole course.
export class Trends {
  // How often pasts came in: lists draw anew.
  readonly filled = new Store(0);
  private readonly trends = new Map<string, Trend>();
  private readonly asked = new Set<string>();

  async fill(runs: readonly Run[]): Promise<void> {
    const groups = new Map<string, string[]>();
    for (const run of runs.filter(({ id }) => !this.asked.has(id)).slice(0, AT_ONCE)) {
      const key = run.primary.loss ?? null;
      if (key === null) continue;
      this.asked.add(run.id);
      groups.set(key, [...(groups.get(key) ?? []), run.id]);
    }
    if (groups.size === 0) return;
    await Promise.all([...groups].map(([key, ids]) => this.read(key, ids)));
    this.filled.set(this.filled.get() + 1);
  }

  take(run: Run): void {
    const key = run.primary.loss;
    const summary = key ? run.metrics[key] : undefined;
    if (summary === undefined || summary.latest === null) return;
    const trend = this.trends.get(run.id) ?? NOTHING_YET;
    if (summary.step - trend.lastStep < trend.stride) return;
    this.put(run.id, [...trend.points, toNumber(summary.latest)], trend.stride, summary.step);
  }

  // Takes the past of one run; what came in since it was read stays behind it.
  begin(series: Series): void {
    const cells = cellsOf(series);
    if (cells.length === 0) return;
    const points: number[] = [];
    const pace = Math.max(1, cells.length / (MOST / 2));
    for (let place = 0; place < cells.length; place += pace) {
      const i = Math.floor(place);
      const n = cells.at("n", i);
      points.push(n > 0 ? cells.at("sum", i) / n : Number.NaN);
    }
    const lastStep = cells.at("last", cells.length - 1);
    const stride = Math.max(1, (lastStep - cells.at("first", 0)) / Math.max(1, points.length - 1));
    const seen = this.trends.get(series.run_id);
    const newer = seen !== undefined && seen.lastStep - lastStep >= stride ? seen.points.slice(-1) : [];
    this.put(series.run_id, [...points, ...newer], stride, Math.max(lastStep, seen?.lastStep ?? lastStep));
  }

  get(id: string): readonly number[] {
    return this.trends.get(id)?.points ?? NOTHING_YET.points;
  }

  // Where the past cannot be read, a trend is what one saw oneself.
  private async read(key: string, runs: string[]): Promise<void> {
    const answer = await readSeries({ runs, keys: [key], points: MOST / 2 }).catch(() => null);
    for (const series of answer?.series ?? []) this.begin(series);
  }

  private put(id: string, points: number[], stride: number, lastStep: number): void {
    if (points.length < MOST) this.trends.set(id, { points, stride, lastStep });
    else this.trends.set(id, { points: points.filter((_, i) => i % 2 === 1), stride: stride * 2, lastStep });
  }
}
