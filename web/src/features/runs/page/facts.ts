import type { MetricSummary, Run } from "../../../api/wire";

export interface MetricFact {
  key: string;
  summary: MetricSummary;
}

const MOST = 5;

// The metrics that the head of a run shows large: its loss, its losses and scores on held-out data, its accuracy, what
// warns of trouble, its learning rate.
export function headMetrics(run: Run): MetricFact[] {
  const all = Object.keys(run.metrics);
  const held = all.filter((key) => /^(val|valid|validation|eval|test)[/_]/.test(key));
  const ordered = [
    run.primary.loss,
    ...held.filter((key) => /loss/.test(key)),
    ...held.filter((key) => /acc|f1|auc|bleu|wer|cer/.test(key)),
    run.primary.accuracy,
    ...all.filter((key) => /grad_norm$/.test(key)),
    run.primary.lr,
    ...all,
  ];
  return [...new Set(ordered)]
    .flatMap((key) => {
      const summary = key == null ? undefined : run.metrics[key];
      return key == null || summary === undefined ? [] : [{ key, summary }];
    })
    .slice(0, MOST);
}

export const pointsOf = (run: Run): number => Object.values(run.metrics).reduce((sum, metric) => sum + metric.count, 0);

// How much of the epoch now running is done; the step that ends an epoch fills it.
export function epochShare(run: Run): number | null {
  if (run.steps_per_epoch === null || run.step === null) return null;
  const per = run.steps_per_epoch;
  return run.step <= 0 ? 0 : (100 * (((run.step - 1) % per) + 1)) / per;
}

export interface BarMark {
  // In percent of the bar.
  at: number;
  step: number;
  kind: "checkpoint" | "best" | "resume";
}

interface Saved {
  step: number | null;
  is_best: boolean;
}

// Where the bar of a run is marked. Without a known total the newest step is the end of the bar.
export function barMarks(run: Run, checkpoints: readonly Saved[], resumed: readonly number[]): BarMark[] {
  const total = run.total_steps ?? run.step ?? 0;
  if (total <= 0) return [];
  const place = (step: number, kind: BarMark["kind"]): BarMark[] =>
    step < 0 || step > total ? [] : [{ at: (100 * step) / total, step, kind }];
  return [
    ...checkpoints.flatMap(({ step, is_best }) => (step === null ? [] : place(step, is_best ? "best" : "checkpoint"))),
    ...resumed.flatMap((step) => place(step, "resume")),
  ];
}

// The first step after each resume, as its event tells it.
export function resumedSteps(events: readonly { kind: string; message: string; data: unknown }[]): number[] {
  return events
    .filter((event) => event.kind === "resumed")
    .flatMap((event) => {
      const data = event.data as { from_step?: unknown; step?: unknown } | null;
      const named = data?.from_step ?? data?.step ?? /step (-?[\d,]+)/.exec(event.message)?.[1]?.replaceAll(",", "");
      const step = Number(named ?? Number.NaN);
      return Number.isFinite(step) ? [step] : [];
    });
}
