import type { Run } from "../../api/wire";

// The server's RunTimeout where a writer sends heartbeats, as the SDKs do.
const TIMEOUT = 60;

// For how long the writer of a run has been silent, and what is left until the server calls the run interrupted.
// Past the timeout nothing is promised: a writer without heartbeats has a day.
export function silenceOf(run: Run, now: number): { seconds: number; left: number | null } {
  const seconds = Math.max(0, now - Date.parse(run.heartbeat_at ?? run.updated_at) / 1000);
  const left = Math.ceil(TIMEOUT - seconds);
  return { seconds, left: left > 0 && left < TIMEOUT - 5 ? left : null };
}
