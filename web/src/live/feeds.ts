import { RunFeed } from "./runFeed";
import type { LiveSocket } from "./socket";

// One who comes back within this time finds the curves as they are.
const KEEP = 3000;

// The feeds of all runs that something on the page draws: one a run, however many charts look at it.
export class Feeds {
  private readonly open = new Map<string, { feed: RunFeed; users: number }>();
  private readonly socket: LiveSocket;
  private readonly onData: () => void;

  constructor(socket: LiveSocket, onData: () => void) {
    this.socket = socket;
    this.onData = onData;
  }

  acquire(runId: string): RunFeed {
    let entry = this.open.get(runId);
    if (entry === undefined) {
      entry = { feed: new RunFeed(this.socket, runId, this.onData), users: 0 };
      this.open.set(runId, entry);
      if (this.socket.connection.get().state === "polling") void entry.feed.reload();
    }
    entry.users++;
    return entry.feed;
  }

  release(runId: string): void {
    const entry = this.open.get(runId);
    if (entry === undefined) return;
    entry.users--;
    if (entry.users === 0) setTimeout(() => this.drop(runId), KEEP);
  }

  // Reads anew what has moved since its last reading: each run's cursor tells.
  async reload(cursorOf: (runId: string) => number | undefined): Promise<void> {
    const due = [...this.open.values()].map(({ feed }) => feed).filter((feed) => feed.isBehind(cursorOf(feed.runId)));
    await Promise.all(due.map((feed) => feed.reload()));
  }

  close(): void {
    for (const { feed } of this.open.values()) feed.close();
    this.open.clear();
  }

  private drop(runId: string): void {
    const entry = this.open.get(runId);
    if (entry === undefined || entry.users > 0) return;
    entry.feed.close();
    this.open.delete(runId);
  }
}
