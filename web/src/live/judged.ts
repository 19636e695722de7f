import type { MetricSummary } from "../api/wire";

// What is watched and not striven for: the server gives every metric a goal, but no least or greatest of these is "best".
const WATCHED = /(^|[/._-])(lr|learning_rate|norm|epoch|steps?|time|seconds|ms)$/i;

export const isJudged = (name: string): boolean => !WATCHED.test(name);

// Whether the newest value is the best that there was, of a metric that can get better and has had more than one value.
export function isBestNow(name: string, { latest, best, min, max }: MetricSummary): boolean {
  return isJudged(name) && latest !== null && latest === best && min !== max;
}
