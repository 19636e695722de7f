import { readCurves } from "../api/columns";
import type { Frame, MetricBatch } from "../api/frames";
import { readRun } from "../api/runs";
import type { History, Run } from "../api/wire";
import { Curve, toNumber } from "./curve";
import type { Pair } from "./pair";
import type { LiveSocket } from "./socket";
import { Store } from "./store";

const YOUNG_POINTS = 5000;
const YOUNG_METRICS = 64;

export interface FeedState {
  state: "opening" | "reading" | "ready" | "failed";
  problem: string | null;
}

// The curves of one run, live. Order of things: subscribe, read the history, then take only frames that it did not hold.
// A metric that did not exist when the run was opened needs no history at all: every point of it arrives as a frame.
// So after opening, nothing is requested while points flow, unless the reader asks for another metric or a closer look.
export class RunFeed {
  readonly runId: string;
  readonly state = new Store<FeedState>({ state: "opening", problem: null });
  readonly curves = new Map<string, Curve>();
  readonly pairs = new Map<string, Pair>();
  received = 0;
  // That of the run when its curves were read last.
  private readAt = -1;
  private readonly socket: LiveSocket;
  private readonly onData: () => void;
  private readonly wanted = new Set<string>();
  private olderKeys: Set<string> | null = null;
  private waiting: MetricBatch[] = [];
  private reading: AbortController | null = null;
  private segment = 1;
  private stopListening: () => void;

  constructor(socket: LiveSocket, runId: string, onData: () => void) {
    this.socket = socket;
    this.runId = runId;
    this.onData = onData;
    this.stopListening = socket.listen((frame) => this.receive(frame));
    socket.subscribe(runId, "columns");
  }

  // Asks for curves; those already here are not read again.
  want(keys: string[]): void {
    const fresh = keys.filter((key) => !this.wanted.has(key));
    for (const key of fresh) this.wanted.add(key);
    const unread = fresh.filter((key) => !this.curves.has(key) && this.olderKeys?.has(key));
    if (unread.length > 0 && this.reading === null) void this.read(unread);
  }

  // One metric over another. It stays for as long as the feed: few are ever asked for, and their code comes with the first.
  async wantPair(x: string, y: string): Promise<void> {
    const name = `${x}\n${y}`;
    const { Pair } = await import("./pair");
    if (this.pairs.has(name)) return;
    const pair = new Pair(this.runId, x, y, this.onData);
    this.pairs.set(name, pair);
    void pair.read().catch(() => this.pairs.delete(name));
  }

  // Reads everything wanted from the beginning: at opening, after a gap too old to replay, and while polling.
  async reload(): Promise<void> {
    this.reading?.abort();
    this.olderKeys = null;
    for (const pair of this.pairs.values()) void pair.read().catch(() => {});
    await this.read([...this.wanted]);
  }

  isBehind = (cursor: number | undefined): boolean => cursor === undefined || cursor > this.readAt;

  // Reads a stretch at full resolution, for a closer look than the first reading gave.
  async refine(from: number, to: number, of: readonly string[] = [...this.wanted]): Promise<void> {
    const keys = of.filter((key) => this.curves.has(key));
    if (keys.length === 0) return;
    const history = await readCurves(this.runId, keys, { from, to, points: 4000 });
    for (const series of history.series) this.curves.get(series.key)?.refine(series, history.cursor);
    this.onData();
  }

  close(): void {
    this.reading?.abort();
    this.stopListening();
    this.socket.unsubscribe(this.runId);
  }

  private async read(keys: string[]): Promise<void> {
    const reading = new AbortController();
    this.reading = reading;
    this.state.set({ state: "reading", problem: null });
    try {
      const asksAll = this.olderKeys === null;
      // What is asked for by now is read beside the run; whether that is all of it, the run tells.
      const early = asksAll ? keys : [];
      const [run, first] = await Promise.all([
        asksAll ? readRun(this.runId, reading.signal) : null,
        early.length > 0 ? readCurves(this.runId, early, {}, reading.signal) : null,
      ]);
      if (reading.signal.aborted) return;
      if (run !== null) {
        this.segment = Math.max(run.segment, ...(first?.series.map(({ segment }) => segment) ?? []));
        this.readAt = run.cursor;
        this.olderKeys = new Set(Object.keys(run.metrics));
        // A young run is read whole: the panels may not know its metrics yet, and each would ask for its own a moment later.
        if (isYoung(run)) keys = [...keys, ...this.olderKeys];
        for (const key of [...this.curves.keys()]) if (!this.wanted.has(key)) this.curves.delete(key);
      }
      if (first !== null) {
        this.take(
          first,
          early.filter((key) => this.olderKeys?.has(key)),
        );
        this.onData();
      }
      const known = [...new Set([...keys, ...this.wanted])].filter((key) => this.olderKeys?.has(key));
      const missing = known.filter((key) => !(asksAll ? early.includes(key) : this.curves.has(key)));
      const history = missing.length === 0 ? null : await readCurves(this.runId, missing, {}, reading.signal);
      if (reading.signal.aborted) return;
      if (history !== null) this.take(history, missing);
      this.reading = null;
      const batches = this.waiting;
      this.waiting = [];
      for (const batch of batches) this.append(batch);
      this.state.set({ state: "ready", problem: null });
      this.onData();
      const late = [...this.wanted].filter((key) => this.olderKeys?.has(key) && !this.curves.has(key));
      if (late.length > 0) void this.read(late);
      if (this.segment > 1) void this.readGhosts(asksAll ? known : missing, reading.signal);
    } catch (error) {
      if (reading.signal.aborted) return;
      this.reading = null;
      this.waiting = [];
      this.olderKeys = null;
      this.readAt = -1;
      const problem = error instanceof Error ? error.message : "The curves could not be read.";
      this.state.set({ state: "failed", problem });
    }
  }

  // The old branches of a resumed run; without them the curves are still complete.
  private async readGhosts(keys: string[], signal: AbortSignal): Promise<void> {
    if (keys.length === 0) return;
    const ghosts = await import("./ghosts").catch(() => null);
    const branches = await ghosts?.readBranches(this.runId, keys, signal).catch(() => null);
    if (ghosts == null || branches == null || signal.aborted) return;
    ghosts.applyBranches(branches, this.curves, keys);
    this.onData();
  }

  private take(history: History, keys: string[]): void {
    const found = new Map(history.series.map((series) => [series.key, series]));
    for (const key of keys) {
      const curve = new Curve(key, history.cursor);
      const old = this.curves.get(key);
      if (old !== undefined)
        [curve.version, curve.resumedAt, curve.ghosts] = [old.version + 1, old.resumedAt, old.ghosts];
      const series = found.get(key);
      if (series !== undefined) curve.load(series, history.cursor);
      this.curves.set(key, curve);
    }
    this.socket.reached(this.runId, history.cursor);
  }

  private receive(frame: Frame): void {
    if (!("run_id" in frame) || frame.run_id !== this.runId) return;
    if (frame.type === "metric_batch") {
      this.received += frame.steps.length * Object.keys(frame.metrics).length;
      if (this.reading !== null) this.waiting.push(frame);
      else if (this.olderKeys !== null) {
        this.append(frame);
        this.onData();
      }
    } else if (frame.type === "subscribed") {
      if (this.olderKeys === null) void this.reload();
    } else if (frame.type === "resync") void this.reload();
  }

  private append(batch: MetricBatch): void {
    for (const pair of this.pairs.values()) pair.take(batch);
    for (const [key, values] of Object.entries(batch.metrics)) {
      let curve = this.curves.get(key);
      if (curve === undefined) {
        if (this.olderKeys?.has(key)) continue;
        curve = new Curve(key, 0);
        this.curves.set(key, curve);
      }
      if (batch.cursor <= curve.cursor) continue;
      curve.cursor = batch.cursor;
      const firstStep = batch.steps[0];
      if (firstStep !== undefined) curve.beginSegment(batch.segment, firstStep);
      for (const [i, step] of batch.steps.entries()) {
        const value = values[i];
        if (value !== null && value !== undefined) curve.add(step, batch.times[i] ?? 0, toNumber(value));
      }
    }
    this.socket.reached(this.runId, batch.cursor);
  }
}

function isYoung(run: Run): boolean {
  const metrics = Object.values(run.metrics);
  return metrics.length <= YOUNG_METRICS && metrics.reduce((sum, metric) => sum + metric.count, 0) <= YOUNG_POINTS;
}
