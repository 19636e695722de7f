import type { Run } from "../../api/wire";
import { fieldOf, numberOf } from "../../live/fields";

// The run whose newest value of a metric is the best by its goal.
export function bestOf(runs: readonly Run[], key: string): string | null {
  let best: { id: string; value: number } | null = null;
  for (const run of runs) {
    const value = numberOf(fieldOf(run, `metric.${key}`));
    if (value === null || !Number.isFinite(value)) continue;
    const isMin = run.metrics[key]?.goal === "min";
    if (best === null || (isMin ? value < best.value : value > best.value)) best = { id: run.id, value };
  }
  return best?.id ?? null;
}
