import type { Range } from "./axes";

// Steps in which a clock is read: seconds, minutes, hours, days.
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

const stepFor = (rough: number): number => STEPS.find((step) => step >= rough) ?? Math.ceil(rough / 86_400) * 86_400;

// Marks at round clock times, for an axis of seconds (since the epoch, or since a start).
export function timeTicks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / Math.max(1, most);
  if (!(rough > 0)) return [low];
  const step = rough < 1 ? 10 ** Math.ceil(Math.log10(rough)) : stepFor(rough);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(15)) + 0);
  return ticks;
}

// Wide enough for the data, and ending at a round time, so that it does not grow with each point.
export function niceTimeRange(first: number, last: number): Range {
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [0, 60];
  if (last <= first) return [first - 1, first + 1];
  const step = stepFor((last - first) / 10);
  return [Math.floor(first / step) * step, Math.ceil(last / step) * step];
}
