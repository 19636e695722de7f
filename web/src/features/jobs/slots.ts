import type { Run } from "../../api/wire";
import { endingSince } from "./ending";

// One stretch of a job in a lane, in seconds since the epoch.
export interface Bar {
  run: Run;
  lane: number;
  from: number;
  // Null where nobody knows: it runs, or will, until it ends.
  to: number | null;
  isPlanned: boolean;
}

export interface Timeline {
  lanes: readonly string[];
  bars: readonly Bar[];
  // When each job that waits will start, where that is known.
  starts: ReadonlyMap<string, number>;
  // Planned bars that follow another: where the one ends and the other begins.
  links: readonly { from: Bar; to: Bar }[];
  // How many wait behind something whose end nobody knows.
  unknown: number;
}

// How much time may be shown, in seconds, by its name in the address.
export const SPANS = { "30m": 1800, "90m": 5400, "24h": 86_400 };
export const SPAN_NAMES = Object.keys(SPANS) as (keyof typeof SPANS)[];
export const spanOf = (name: string | null) => SPAN_NAMES.find((known) => known === name) ?? null;

const at = (instant: string | null | undefined): number | null => (instant == null ? null : Date.parse(instant) / 1000);
const slotsOf = (run: Run): number => run.job?.slots ?? 1;
const gpusOf = (run: Run): number => run.job?.gpus ?? 0;
const isBeside = (run: Run): boolean => slotsOf(run) === 0 && gpusOf(run) === 0;

// What ran where, what runs, and what will by what is known: the time left of what runs, and how long jobs like it took.
// The lanes are the slots, below them the GPUs that were given out, and last one for what takes neither. Nothing is
// guessed: what depends on a time that nobody knows has no place, nor has what wants more GPUs than were ever given out.
export function timelineOf(jobs: readonly Run[], slots: number, now: number): Timeline {
  const gpus = [...new Set(jobs.flatMap((run) => run.job?.gpu_indexes ?? []))].sort((a, b) => a - b);
  const gpuLane = new Map(gpus.map((index, i) => [index, slots + i]));
  const slotLanes = Array.from({ length: slots }, (_, i) => i);
  const gpuLanes = [...gpuLane.values()];
  const beside = slots + gpus.length;
  // Until when each lane is taken.
  const free: (number | null)[] = Array.from({ length: beside }, () => 0);
  const bars: Bar[] = [];
  const ends = new Map<string, number | null>();
  const place = (run: Run, from: number, to: number | null, isPlanned: boolean, lanes: readonly number[]) => {
    for (const lane of lanes) bars.push({ run, lane, from, to, isPlanned });
  };

  const ran = jobs
    .map((run) => ({ run, from: at(run.started_at) }))
    .filter((one): one is { run: Run; from: number } => one.from !== null)
    .sort((a, b) => a.from - b.from);
  for (const { run, from } of ran) {
    const isRunning = run.status === "running" || endingSince(run, now) !== null;
    const to = isRunning ? now : (at(run.ended_at) ?? from);
    const end = isRunning ? (run.eta_seconds == null ? null : now + run.eta_seconds) : to;
    // Those first that have been free longest, so that what is over lies apart.
    const given = (run.job?.gpu_indexes ?? []).map((index) => gpuLane.get(index) ?? 0);
    const lanes = isBeside(run) ? [beside] : [...firstFree(free, slotLanes, slotsOf(run), from), ...given];
    for (const lane of lanes) free[lane] = end;
    place(run, from, to, false, lanes);
    if (isRunning) {
      place(run, now, end, true, lanes);
      ends.set(run.id, end);
    }
  }

  const took = durations(jobs);
  const starts = new Map<string, number>();
  const links: { from: Bar; to: Bar }[] = [];
  let unknown = 0;
  let isBlocked = false;
  for (const run of inOrder(jobs)) {
    const ready = readyAt(run, now, ends);
    const when = ready ?? now;
    const taken = [...firstFree(free, slotLanes, slotsOf(run), when), ...firstFree(free, gpuLanes, gpusOf(run), when)];
    const times = taken.map((lane) => free[lane]);
    const start =
      ready === null || taken.length < slotsOf(run) + gpusOf(run) || times.includes(null)
        ? null
        : Math.max(ready, ...times.map(Number));
    // A queued one that could go by all this and has not gone waits for a GPU that something else holds.
    const isHeldUp = gpusOf(run) > 0 && run.status === "queued" && start !== null && start <= now;
    // Strictly in order: behind one whose start nobody knows, nobody knows a start.
    if (start === null || isHeldUp || (isBlocked && run.status === "queued")) {
      if (run.job?.hold !== true) unknown++;
      if (run.status === "queued") isBlocked = true;
      ends.set(run.id, null);
      continue;
    }
    const likely = took.get(kindOf(run));
    const end = likely === undefined ? null : start + likely;
    const lanes = isBeside(run) ? [beside] : taken;
    for (const lane of lanes) free[lane] = end;
    starts.set(run.id, start);
    ends.set(run.id, end);
    place(run, start, end, true, lanes);
    const mine = bars.at(-1) as Bar;
    for (const id of run.job?.depends_on ?? []) {
      const before = bars.findLast((bar) => bar.run.id === id);
      if (before?.to != null) links.push({ from: before, to: mine });
    }
  }
  const lanes = [...slotLanes.map((i) => `slot ${i + 1}`), ...gpus.map((index) => `GPU ${index}`)];
  if (bars.some((bar) => bar.lane === beside)) lanes.push("no slot");
  return { lanes, bars, starts, links, unknown };
}

// Of some lanes those that are free first, at best already when it comes; those that nobody knows of come last.
function firstFree(free: readonly (number | null)[], lanes: readonly number[], count: number, when: number): number[] {
  const rank = (lane: number) => {
    const until = free[lane] ?? Number.POSITIVE_INFINITY;
    return until <= when ? 0 : until;
  };
  return [...lanes].sort((a, b) => rank(a) - rank(b) || a - b).slice(0, count);
}

// When it may go as far as it depends on nothing but the queue; null where nobody knows.
function readyAt(run: Run, now: number, ends: ReadonlyMap<string, number | null>): number | null {
  const { job } = run;
  if (job === null || job.hold) return null;
  let ready = Math.max(now, at(job.not_before) ?? now);
  for (const id of run.status === "pending" ? job.depends_on : []) {
    const end = ends.get(id);
    // One that is not among these has ended, or will end somewhere else.
    if (end === null) return null;
    if (end !== undefined) ready = Math.max(ready, end);
  }
  return ready;
}

// As they will go: the queue by priority, then what is not yet in it, by its time.
function inOrder(jobs: readonly Run[]): Run[] {
  const rank = (run: Run) => (run.status === "queued" ? 0 : 1);
  return jobs
    .filter(({ status }) => status === "queued" || status === "pending")
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (rank(a) === 1 ? (at(a.job?.not_before) ?? 0) - (at(b.job?.not_before) ?? 0) : 0) ||
        (b.job?.priority ?? 0) - (a.job?.priority ?? 0) ||
        (a.queued_at ?? a.created_at).localeCompare(b.queued_at ?? b.created_at),
    );
}

const kindOf = ({ job }: Run): string => job?.template ?? JSON.stringify(job?.command ?? []);

// How long jobs of a kind took that completed: the middle one.
function durations(jobs: readonly Run[]): Map<string, number> {
  const all = new Map<string, number[]>();
  for (const run of jobs) {
    const [from, to] = [at(run.started_at), at(run.ended_at)];
    if (run.status !== "completed" || from === null || to === null) continue;
    all.set(kindOf(run), [...(all.get(kindOf(run)) ?? []), to - from]);
  }
  return new Map([...all].map(([kind, times]) => [kind, times.sort((a, b) => a - b)[times.length >> 1] ?? 0]));
}

// Round times between two, so that about seven fit.
export function ticksOf(from: number, to: number, most = 7): number[] {
  const STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200];
  const step = STEPS.find((seconds) => (to - from) / seconds <= most) ?? Math.ceil((to - from) / most / 86400) * 86400;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step);
}
