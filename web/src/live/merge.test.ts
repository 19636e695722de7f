import { expect, test } from "vitest";
import type { MetricBatch } from "../api/frames";
import type { Series } from "../api/wire";
import { Curve, toNumber } from "./curve";

// A generator of its own, so that a failure can be repeated.
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

interface Point {
  step: number;
  value: number;
  cursor: number;
}

const raw = (points: Point[]): Series => ({
  run_id: "run_1",
  key: "loss",
  segment: 1,
  total: points.length,
  kind: "raw",
  steps: points.map(({ step }) => step),
  times: points.map(({ cursor }) => cursor),
  values: points.map(({ value }) => (Number.isNaN(value) ? "NaN" : value)),
});

const batchOf = (points: Point[], cursor: number): MetricBatch => ({
  type: "metric_batch",
  run_id: "run_1",
  cursor,
  segment: 1,
  steps: points.map(({ step }) => step),
  times: points.map((point) => point.cursor),
  metrics: { loss: points.map(({ value }) => value) },
});

function take(curve: Curve, batch: MetricBatch): void {
  if (batch.cursor <= curve.cursor) return;
  curve.cursor = batch.cursor;
  for (const [i, step] of batch.steps.entries())
    curve.add(step, batch.times[i] ?? 0, toNumber(batch.metrics.loss?.[i] ?? "NaN"));
}

// Some thousand points as a busy writer sends them: mostly in order, some late, some twice at one step, some no numbers.
function writing(random: () => number): Point[][] {
  const batches: Point[][] = [];
  let step = 0;
  for (let cursor = 1; cursor <= 60; cursor++) {
    const batch: Point[] = [];
    for (let i = 0; i < 1 + random() * 60; i++) {
      const kind = random();
      if (kind < 0.9) step++;
      const at = kind > 0.97 ? Math.max(0, step - Math.floor(random() * 50)) : step;
      batch.push({ step: at, value: random() < 0.02 ? Number.NaN : random(), cursor });
    }
    batches.push(batch);
  }
  return batches;
}

test("However a history and the frames after it cross, every point is there once, in step order", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed);
    const batches = writing(random);
    // The history is complete up to its cursor; frames from any earlier one on are replayed.
    const known = Math.floor(random() * 60);
    const since = Math.floor(random() * (known + 1));
    const curve = new Curve("loss", 0);
    const held = batches.slice(0, known).flat();
    held.sort((a, b) => a.step - b.step);
    curve.load(raw(held), known);
    for (let cursor = since; cursor < 60; cursor++) {
      take(curve, batchOf(batches[cursor] ?? [], cursor + 1));
      // A closer look while points flow: the reading may be ahead of the frames, or behind them.
      if (random() < 0.1) {
        const complete = Math.max(known, Math.min(60, cursor + Math.floor(random() * 4)));
        const from = Math.floor(random() * 500);
        const seen = batches.slice(0, complete).flat();
        const stretch = seen.filter(({ step }) => step >= from && step < from + 300).sort((a, b) => a.step - b.step);
        curve.refine(raw(stretch), complete);
      }
      // The same frame a second time.
      if (random() < 0.1) take(curve, batchOf(batches[cursor] ?? [], cursor + 1));
    }
    const all = batches.flat();
    expect(curve.cells.length, `seed ${seed}`).toBe(all.length);
    let sum = 0;
    let before = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < curve.cells.length; i++) {
      expect(curve.cells.at("first", i)).toBeGreaterThanOrEqual(before);
      before = curve.cells.at("last", i);
      sum += curve.cells.at("sum", i);
    }
    expect(sum).toBeCloseTo(
      all.reduce((total, { value }) => total + (Number.isNaN(value) ? 0 : value), 0),
      6,
    );
  }
});
