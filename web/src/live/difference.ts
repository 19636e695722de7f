import type { Run } from "../api/wire";
import { type Field, fieldOf, numberOf, summaryOf } from "./fields";
import { isJudged } from "./judged";

export interface Difference {
  text: string;
  // Share of the widest bar, -1 … 1, positive to the right.
  share: number;
  tone: "good" | "err" | "muted";
}

// How a metric differs from the baseline's: in percent where that says something, else by its amount.
// Better and worse follow the metric's goal, so a loss that fell is good; a learning rate is neither.
export function differenceOf(run: Run, base: Run, path: string): Difference | null {
  const value = numberOf(fieldOf(run, `metric.${path}`));
  const other = numberOf(fieldOf(base, `metric.${path}`));
  if (value === null || other === null) return null;
  if (!Number.isFinite(value) || !Number.isFinite(other))
    return Object.is(value, other) ? EQUAL : { text: "≠", share: 0, tone: "muted" };
  const delta = value - other;
  if (delta === 0) return EQUAL;
  const goal = (summaryOf(run, path) ?? summaryOf(base, path))?.goal;
  const isBetter = delta < 0 === (goal === "min");
  const ratio = delta / Math.abs(other);
  const isShare = other !== 0 && Math.abs(ratio) >= 0.0005 && Math.abs(ratio) < 100;
  const sign = delta > 0 ? "+" : "-";
  const amount = isShare
    ? `${(100 * Math.abs(ratio)).toFixed(1)}%`
    : Math.abs(delta).toExponential(1).replace("e+", "e");
  // By the square root, so that a difference of one percent can still be seen beside one of fifty.
  const share = Math.sign(delta) * (other === 0 ? 1 : Math.sqrt(Math.min(1, Math.abs(ratio))));
  return { text: sign + amount, share, tone: !isJudged(path, goal) ? "muted" : isBetter ? "good" : "err" };
}

const EQUAL: Difference = { text: "=", share: 0, tone: "muted" };

export const isSame = (a: Field, b: Field): boolean => Object.is(a, b);
