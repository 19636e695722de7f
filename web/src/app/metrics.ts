import type { Run } from "../api/wire";

// The first of some metrics that the run has, for the low chart below a plot.
export function stripOf(run: Run | null, color: number, names: string[]): { metric: string; color: number } | null {
  const metric = names.find((name) => run !== null && name in run.metrics);
  return metric === undefined ? null : { metric, color };
}

export function lossKeys(run: Run): string[] {
  const validation = ["val/loss", "val_loss", "eval/loss", "eval_loss"].find((key) => key in run.metrics);
  return [run.primary.loss ?? null, validation ?? null].filter(
    (key, i, all): key is string => key !== null && all.indexOf(key) === i,
  );
}
