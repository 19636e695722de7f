import type { Frame } from "../api/frames";
import type { Page, Run } from "../api/wire";
import { mergeRun } from "./mergeRun";
import { Store } from "./store";

export const BLOCK = 100;
const MOST_BLOCKS = 60;
const SETTLE = 300;
const RECENT = 300;
const DRAW_EVERY = 100;

export interface WindowView {
  total: number | null;
  state: "loading" | "ready" | "failed";
  problem: string | null;
  // How many runs were made or deleted since the order on the screen was read.
  stale: number;
  tookMs: number | null;
  version: number;
}

type Read = (offset: number, limit: number, signal: AbortSignal) => Promise<Page<Run>>;

// Counted over all windows: who compares two versions may have one of a window that has given way to another.
let versions = 0;

// A window onto a list of any length that the server filters and sorts: only the blocks that are looked at are read.
// Frames change rows where they stand; the order stays as it was read until `refresh`, so that nothing jumps under the
// reader's hand. Who looks at the very top follows new runs.
export class RunWindow {
  readonly view = new Store<WindowView>({ ...NEW, version: ++versions });
  isAtTop = true;
  private readonly read: Read;
  private blocks = new Map<number, { ids: string[]; isOld: boolean }>();
  private readonly runs = new Map<string, Run>();
  private readonly gone = new Set<string>();
  private readonly reading = new Map<number, AbortController>();
  // Frames that came lately, for rows whose reading they overtake on the way.
  private recent: Frame[] = [];
  private wanted: readonly [number, number][] = [[0, BLOCK]];
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(read: Read) {
    this.read = read;
  }

  at(index: number): Run | undefined {
    const id = this.blocks.get(Math.floor(index / BLOCK))?.ids[index % BLOCK];
    return id === undefined ? undefined : this.runs.get(id);
  }

  // Every run that is held now, in no order.
  held(): Run[] {
    return [...this.runs.values()];
  }

  isGone(id: string): boolean {
    return this.gone.has(id);
  }

  // Reads what is missing of the rows [from, to); what was asked for and is no longer looked at is let go.
  want(from: number, to: number): void {
    this.wantAll([[from, to]]);
  }

  // The same for several stretches, as where folded groups lie between.
  wantAll(ranges: readonly [number, number][]): void {
    this.wanted = ranges;
    const blocks = new Set<number>();
    for (const [from, to] of ranges) {
      const last = Math.floor(Math.max(from, to - 1) / BLOCK);
      for (let block = Math.floor(from / BLOCK); block <= last; block++) blocks.add(block);
    }
    for (const [block, controller] of this.reading) if (!blocks.has(block)) controller.abort();
    for (const block of blocks) {
      const held = this.blocks.get(block);
      if ((held === undefined || held.isOld) && !this.reading.has(block)) void this.readBlock(block);
    }
  }

  // Reads the order anew; the old rows stay until the new ones are here.
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const block of this.blocks.values()) block.isOld = true;
    for (const controller of this.reading.values()) controller.abort();
    this.reading.clear();
    this.change({ stale: 0 });
    // With all groups folded no run is in sight; the first ones still tell what there is.
    this.wantAll(this.wanted.length > 0 ? this.wanted : [[0, 1]]);
  }

  put(run: Run): void {
    const known = this.runs.get(run.id);
    if (known === undefined || known.cursor > run.cursor) return;
    this.runs.set(run.id, run);
    // Many runs may report at once: rows are drawn ten times a second at most.
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      this.change({});
    }, DRAW_EVERY);
  }

  receive(frame: Frame): void {
    if (frame.type === "run_created") this.moved();
    else if (frame.type === "run_deleted") {
      this.gone.add(frame.run_id);
      this.moved();
    } else if (frame.type === "run_update" || frame.type === "status_change") {
      this.recent = [...this.recent.slice(-RECENT), frame];
      const run = this.runs.get(frame.run_id);
      const merged = run === undefined ? null : mergeRun(run, frame);
      if (merged !== null) this.put(merged);
    }
  }

  close(): void {
    clearTimeout(this.timer);
    clearTimeout(this.drawing);
    this.drawing = undefined;
    for (const controller of this.reading.values()) controller.abort();
  }

  private moved(): void {
    this.change({ stale: this.view.get().stale + 1 });
    if (this.isAtTop) this.timer ??= setTimeout(() => this.refresh(), SETTLE);
  }

  private async readBlock(block: number): Promise<void> {
    const controller = new AbortController();
    this.reading.set(block, controller);
    const start = performance.now();
    try {
      const page = await this.read(block * BLOCK, BLOCK, controller.signal);
      if (controller.signal.aborted) return;
      for (const run of page.items) {
        const known = this.runs.get(run.id);
        if (known === undefined || known.cursor <= run.cursor) this.runs.set(run.id, this.caughtUp(run));
      }
      this.blocks.set(block, { ids: page.items.map((run) => run.id), isOld: false });
      this.forget(block);
      this.change({ total: page.total, state: "ready", problem: null, tookMs: performance.now() - start });
    } catch (error) {
      if (controller.signal.aborted) return;
      const problem = error instanceof Error ? error.message : "The runs could not be read.";
      this.change({ state: "failed", problem });
    } finally {
      if (this.reading.get(block) === controller) this.reading.delete(block);
    }
  }

  private caughtUp(run: Run): Run {
    return this.recent.reduce(
      (now, frame) => ("run_id" in frame && frame.run_id === run.id ? (mergeRun(now, frame) ?? now) : now),
      run,
    );
  }

  // Lets go of the blocks farthest from the one just read, with their runs.
  private forget(near: number): void {
    if (this.blocks.size <= MOST_BLOCKS) return;
    const far = [...this.blocks.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const block of far.slice(0, this.blocks.size - MOST_BLOCKS)) {
      for (const id of this.blocks.get(block)?.ids ?? []) this.runs.delete(id);
      this.blocks.delete(block);
    }
  }

  private change(change: Partial<WindowView>): void {
    this.view.set({ ...this.view.get(), ...change, version: ++versions });
  }
}

const NEW: Omit<WindowView, "version"> = { total: null, state: "loading", problem: null, stale: 0, tookMs: null };
