import type { Run } from "../../api/wire";
import { fieldOf, numberOf } from "../../live/fields";
import { isJudged } from "../../live/judged";

// The run whose newest value of a metric is the best by its goal; of what is only watched, none.
export function bestOf(runs: readonly Run[], key: string): string | null {
  let best: { id: string; value: number } | null = null;
  for (const run of runs) {
    const value = numberOf(fieldOf(run, `metric.${key}`));
    if (value === null || !Number.isFinite(value)) continue;
    const goal = run.metrics[key]?.goal;
    if (!isJudged(key, goal)) continue;
    const isMin = goal === "min";
    if (best === null || (isMin ? value < best.value : value > best.value)) best = { id: run.id, value };
  }
  return best?.id ?? null;
}
