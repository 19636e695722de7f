import type { MetricSummary } from "../api/wire";

// What is watched and not striven for: the server gives every metric a goal, but no least or greatest of these is "best".
// Unless someone said that it shall fall: for such names the server itself never does.
const WATCHED = /(^|[/._-])(lr|learning_rate|norm|epoch|steps?|time|seconds|ms)$/i;

export const isJudged = (name: string, goal: MetricSummary["goal"] | undefined): boolean =>
  goal === "min" || !WATCHED.test(name);

// Whether the newest value is the best that there was, of a metric that can get better and has had more than one value.
export function isBestNow(name: string, { latest, best, min, max, goal }: MetricSummary): boolean {
  return isJudged(name, goal) && latest !== null && latest === best && min !== max;
}
