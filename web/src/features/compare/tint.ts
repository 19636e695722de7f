import type { Run } from "../../api/wire";
import { metricPath } from "../../live/fields";
import type { Dimension } from "./dimension";

// From so many runs on, colours of their own say nothing any more.
export const MANY_RUNS = 9;

export interface Tint {
  name: string;
  worst: string;
  best: string;
  of: (run: Run) => string | null;
}

// Colours by the first result among the axes, from blue over green to amber, which is the best.
export function tintOf(dimensions: readonly Dimension[], runs: readonly Run[]): Tint | null {
  const dimension = dimensions.find(({ name }) => name.startsWith("metric."));
  if (dimension === undefined || runs.length < MANY_RUNS) return null;
  const { key } = metricPath(dimension.name.slice(7));
  const isMin = runs.some((run) => run.metrics[key]?.goal === "min");
  const ends = [dimension.ticks[0]?.text ?? "", dimension.ticks.at(-1)?.text ?? ""];
  if (isMin) ends.reverse();
  return {
    name: dimension.title,
    worst: ends[0] ?? "",
    best: ends[1] ?? "",
    of: (run) => {
      const at = dimension.place(run);
      return at === null ? null : colorAt(isMin ? 1 - at : at);
    },
  };
}

export function colorAt(share: number): string {
  const [from, to, part] = share < 0.5 ? ["--s2", "--s5", share * 2] : ["--s5", "--s1", share * 2 - 1];
  return `color-mix(in oklab, var(${from}) ${Math.round(100 * (1 - part))}%, var(${to}))`;
}
