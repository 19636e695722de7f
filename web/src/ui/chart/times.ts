import { multiplesWithin, outTo, type Range, widened } from "./axes";

// Steps in which a clock is read: seconds, minutes, hours, days.
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

const stepFor = (rough: number): number => STEPS.find((step) => step >= rough) ?? Math.ceil(rough / 86_400) * 86_400;

// Marks at round clock times, for an axis of seconds (since the epoch, or since a start).
export function timeTicks(low: number, high: number, most: number): number[] {
  const rough = high / Math.max(1, most) - low / Math.max(1, most);
  if (!(rough > 0)) return [low];
  return multiplesWithin(low, high, rough < 1 ? 10 ** Math.ceil(Math.log10(rough)) : stepFor(rough));
}

// Wide enough for the data, and ending at a round time, so that it does not grow with each point.
export function niceTimeRange(first: number, last: number): Range {
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [0, 60];
  const [from, to] = widened(first, last, 1);
  if (last <= first || from !== first) return [from, to];
  return outTo(first, last, stepFor(last / 10 - first / 10));
}
