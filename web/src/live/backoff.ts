const SECOND = 1000;
const LONGEST = 30 * SECOND;

// How long to wait before the nth attempt to reconnect, in ms: once almost at once, then 1, 2, 4, 8 … 30 s.
// `chance` in [0, 1) spreads pages out, so that a restarted server is not met by all of them in the same moment.
export function retryDelay(attempt: number, chance: number): number {
  if (attempt <= 0) return 100 + 200 * chance;
  const whole = Math.min(LONGEST, SECOND * 2 ** Math.min(attempt - 1, 10));
  return whole * (0.75 + 0.25 * chance);
}
