import type { Frame } from "../api/frames";
import { readLogs } from "../api/logs";
import type { LogLine } from "../api/wire";
import type { LiveSocket } from "./socket";
import { Store } from "./store";

export const PAGE_LINES = 500;
const MOST_PAGES = 60;
const TAIL = 200;

// The console of one run as the page holds it: how many lines there are, and those that someone looked at.
// A line's number is its place, so any stretch is read when it is shown, and what a frame did not bring is read as well.
export class ConsoleFeed {
  readonly runId: string;
  // Counts changes; the lines themselves stay outside React.
  readonly version = new Store(0);
  readonly listeners = new Set<(lines: readonly LogLine[]) => void>();
  total = 0;
  problem: string | null = null;
  isOpen = false;
  private readonly pages = new Map<number, (LogLine | undefined)[]>();
  private readonly asked = new Set<number>();
  private readonly stop = new AbortController();
  private readonly stopListening: () => void;
  private isScheduled = false;

  constructor(socket: LiveSocket, runId: string) {
    this.runId = runId;
    this.stopListening = socket.listen((frame) => this.receive(frame));
    void this.readEnd();
  }

  at(n: number): LogLine | undefined {
    return this.pages.get(Math.floor(n / PAGE_LINES))?.[n % PAGE_LINES];
  }

  // Reads what is missing of the lines [from, to).
  need(from: number, to: number): void {
    const end = Math.min(to, this.total);
    for (let page = Math.floor(Math.max(0, from) / PAGE_LINES); page * PAGE_LINES < end; page++) {
      if (this.asked.has(page)) continue;
      const last = Math.min(end, (page + 1) * PAGE_LINES);
      for (let n = Math.max(from, page * PAGE_LINES); n < last; n++) {
        if (this.at(n) !== undefined) continue;
        void this.readPage(page);
        break;
      }
    }
  }

  // How many lines there are now: asked at the beginning, after a gap, and while there is no socket.
  async readEnd(): Promise<void> {
    try {
      const { items, total } = await readLogs(this.runId, { tail: TAIL }, this.stop.signal);
      this.problem = null;
      const known = this.isOpen ? this.total : null;
      this.isOpen = true;
      this.put(items);
      this.total = Math.max(this.total, total ?? 0);
      if (known !== null && this.listeners.size > 0) await this.tellFrom(known);
    } catch (error) {
      if (this.stop.signal.aborted) return;
      this.problem = error instanceof Error ? error.message : "The console could not be read.";
    }
    this.changed();
  }

  close(): void {
    this.stop.abort();
    this.stopListening();
  }

  // A search goes on over what no frame brought.
  private async tellFrom(n: number): Promise<void> {
    for (let cursor: number | null = n; cursor !== null && cursor < this.total; ) {
      const { items, next_cursor } = await readLogs(this.runId, { cursor, limit: 1000 }, this.stop.signal);
      for (const listener of this.listeners) listener(items);
      cursor = next_cursor === null ? null : Number(next_cursor);
    }
  }

  private async readPage(page: number): Promise<void> {
    this.asked.add(page);
    try {
      const query = { cursor: page * PAGE_LINES, limit: PAGE_LINES };
      this.put((await readLogs(this.runId, query, this.stop.signal)).items);
      this.changed();
    } catch {
      // What is shown asks again with its next change.
    } finally {
      this.asked.delete(page);
    }
  }

  private receive(frame: Frame): void {
    if (!("run_id" in frame) || frame.run_id !== this.runId) return;
    if (frame.type === "log") {
      this.put(frame.lines);
      for (const listener of this.listeners) listener(frame.lines);
      this.changed();
    } else if (frame.type === "resync" || (frame.type === "subscribed" && this.isOpen)) void this.readEnd();
  }

  private put(lines: readonly LogLine[]): void {
    for (const line of lines) {
      const page = Math.floor(line.n / PAGE_LINES);
      const held = this.pages.get(page) ?? [];
      if (held.length === 0) this.pages.set(page, held);
      held[line.n % PAGE_LINES] = line;
      this.total = Math.max(this.total, line.n + 1);
    }
    // The oldest reading goes first; the page that grows is never it, because it was written last.
    const newest = lines.at(-1);
    if (newest !== undefined) {
      const page = Math.floor(newest.n / PAGE_LINES);
      const held = this.pages.get(page);
      if (held !== undefined && this.pages.delete(page)) this.pages.set(page, held);
    }
    for (const page of this.pages.keys()) {
      if (this.pages.size <= MOST_PAGES) break;
      this.pages.delete(page);
    }
  }

  // At most one change an animation frame, however fast lines come.
  private changed(): void {
    if (this.isScheduled || this.stop.signal.aborted) return;
    this.isScheduled = true;
    const tell = () => {
      this.isScheduled = false;
      if (!this.stop.signal.aborted) this.version.set(this.version.get() + 1);
    };
    if (document.hidden) setTimeout(tell, 500);
    else requestAnimationFrame(tell);
  }
}
