import type { Run } from "../../api/wire";

// A cancelled job is asked to end, and killed when it has not after this; then its exit is recorded. In seconds.
export const GRACE = 10;
// For longer nothing ends: then its exit was never recorded.
const LONGEST = 60;

// Whether its processes still run although it is cancelled: until then it holds its slots. Seconds since it was; null: it is over.
export function endingSince(run: Run, now: number): number | null {
  if (run.job === null || run.status !== "cancelled" || run.started_at === null || run.exit_code !== null) return null;
  const since = run.ended_at === null ? null : now - Date.parse(run.ended_at) / 1000;
  return since !== null && since < LONGEST ? Math.max(0, since) : null;
}
