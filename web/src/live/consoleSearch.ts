import { readLogs } from "../api/logs";
import type { LogLine } from "../api/wire";
import type { ConsoleFeed } from "./console";
import { Store } from "./store";

const MOST = 20_000;

export interface LineFilter {
  text: string;
  stream: "stdout" | "stderr" | null;
}

export const holds = (line: LogLine, { text, stream }: LineFilter): boolean =>
  (stream === null || line.stream === stream) && (text === "" || line.text.toLowerCase().includes(text.toLowerCase()));

// The lines of a console that hold a text or came by one stream: found by the server from the first line on, then kept
// by what the socket brings. Past its limit the oldest go, and `dropped` says how many.
export class ConsoleSearch {
  readonly version = new Store(0);
  readonly filter: LineFilter;
  lines: LogLine[] = [];
  dropped = 0;
  isDone = false;
  problem: string | null = null;
  private readonly feed: ConsoleFeed;
  private readonly stop = new AbortController();
  private waiting: LogLine[] = [];

  constructor(feed: ConsoleFeed, filter: LineFilter) {
    this.feed = feed;
    this.filter = filter;
    feed.listeners.add(this.receive);
    void this.run();
  }

  // Where a line stands among those found, or where it would stand.
  placeOf(n: number): number {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.lines[middle]?.n ?? 0) < n) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  close(): void {
    this.stop.abort();
    this.feed.listeners.delete(this.receive);
  }

  private async run(): Promise<void> {
    const { text, stream } = this.filter;
    try {
      for (let cursor: number | null = 0; cursor !== null; ) {
        const query = { cursor, limit: 1000, q: text === "" ? undefined : text, stream: stream ?? undefined };
        const page = await readLogs(this.feed.runId, query, this.stop.signal);
        this.add(page.items);
        cursor = page.next_cursor === null ? null : Number(page.next_cursor);
      }
      this.isDone = true;
      this.add(this.waiting);
      this.waiting = [];
    } catch (error) {
      if (this.stop.signal.aborted) return;
      this.problem = error instanceof Error ? error.message : "The console could not be searched.";
    }
    this.version.set(this.version.get() + 1);
  }

  private readonly receive = (lines: readonly LogLine[]): void => {
    const found = lines.filter((line) => holds(line, this.filter));
    if (found.length === 0) return;
    if (this.isDone) this.add(found);
    else this.waiting.push(...found);
  };

  private add(lines: readonly LogLine[]): void {
    const last = this.lines.at(-1)?.n ?? -1;
    const fresh = lines.filter((line) => line.n > last);
    if (fresh.length === 0) return;
    this.lines = [...this.lines, ...fresh];
    if (this.lines.length > MOST) {
      this.dropped += this.lines.length - MOST;
      this.lines = this.lines.slice(-MOST);
    }
    this.version.set(this.version.get() + 1);
  }
}
