import { readSystem } from "../api/system";
import type { SystemSample } from "../api/wire";
import { RunCatalog } from "./catalog";
import { EventFeed } from "./events";
import { Feeds } from "./feeds";
import { PaintLoop } from "./paint";
import type { RunFeed } from "./runFeed";
import { type Connection, LiveSocket } from "./socket";
import { Store } from "./store";
import { Trends } from "./trends";

const POLL_EVERY = 2000;
const POLL_IDLE = 10_000;
// The curves of the selected run are read first.
const TRENDS_AFTER = 400;

// Everything live on one page, wired once: the socket feeds the catalog, the events and the feed of the selected run.
export class Live {
  readonly socket: LiveSocket;
  readonly catalog = new RunCatalog();
  readonly events = new EventFeed();
  readonly trends = new Trends();
  readonly paint = new PaintLoop();
  readonly feeds: Feeds;
  // That of the selected run.
  readonly feed = new Store<RunFeed | null>(null);
  readonly system = new Store<Record<string, SystemSample>>({});
  readonly checkpointsChanged = new Store(0);
  // How often the connection came back: what was read over HTTP before may be out of date.
  readonly connects = new Store(0);
  private readonly dataWatchers = new Set<() => void>();
  private trendTimer: ReturnType<typeof setTimeout> | undefined;
  private pollTimer: ReturnType<typeof setTimeout> | undefined;

  // `isDrawn` resolves once the page has drawn what one came for; what can wait, waits for it.
  constructor(url: string, isDrawn: Promise<void>) {
    this.socket = new LiveSocket(url);
    this.feeds = new Feeds(this.socket, this.announce);
    this.socket.listen((frame) => {
      // The lists read at opening may have missed what came before the subscription; the page is drawn from them all the same.
      if ((frame.type === "subscribed" || frame.type === "resync") && frame.run_id === "*")
        void isDrawn.then(() => this.reloadLists());
      if (frame.type === "checkpoint_saved") this.checkpointsChanged.set(this.checkpointsChanged.get() + 1);
      if (frame.type === "system") this.system.set({ ...this.system.get(), [frame.host]: frame.sample });
      this.catalog.receive(frame);
      this.events.receive(frame);
    });
    // A saved checkpoint has a frame of its own; that one became the best, or was deleted, is told by an event.
    this.events.onNew(({ kind, message }) => {
      if (/checkpoint/.test(`${kind} ${message}`)) this.checkpointsChanged.set(this.checkpointsChanged.get() + 1);
    });
    this.catalog.view.watch(() => {
      const { runs, state } = this.catalog.view.get();
      for (const run of runs) this.trends.take(run);
      if (state === "ready" && this.trendTimer === undefined)
        this.trendTimer = setTimeout(() => {
          this.trendTimer = undefined;
          void this.trends.fill(this.catalog.view.get().runs);
        }, TRENDS_AFTER);
    });
    this.socket.connection.watch(this.poll);
    let wasLost = false;
    this.socket.connection.watch(() => {
      const { state } = this.socket.connection.get();
      const isHere = state === "live" || state === "polling";
      if (isHere && wasLost) this.connects.set(this.connects.get() + 1);
      wasLost = state === "offline" || (wasLost && !isHere);
    });
  }

  open(): void {
    this.socket.subscribe("*", "updates");
    this.socket.open();
    this.reloadLists();
  }

  close(): void {
    clearTimeout(this.pollTimer);
    clearTimeout(this.trendTimer);
    this.feeds.close();
    this.socket.close();
  }

  select(runId: string | null): void {
    const before = this.feed.get();
    if (before?.runId === runId) return;
    this.feed.set(runId === null ? null : this.feeds.acquire(runId));
    if (before !== null) this.feeds.release(before.runId);
  }

  // Called after points came in; painters decide by the curves' versions whether they have something to draw.
  onData(watcher: () => void): () => void {
    this.dataWatchers.add(watcher);
    return () => this.dataWatchers.delete(watcher);
  }

  private readonly announce = (): void => {
    for (const watcher of this.dataWatchers) watcher();
  };

  private reloadLists(): void {
    void this.catalog.reload();
    void this.events.reload();
  }

  // Without a socket the page asks every two seconds: slower, but complete.
  private readonly poll = (): void => {
    const polls = (connection: Connection) => connection.state === "polling";
    if (!polls(this.socket.connection.get()) || this.pollTimer !== undefined) return;
    const round = async () => {
      await Promise.all([this.catalog.reload(), this.events.reload(), this.pollSystem()]);
      await this.feeds.reload((id) => this.catalog.view.get().byId.get(id)?.cursor);
      this.pollTimer = undefined;
      const { runs, problem } = this.catalog.view.get();
      // Whether the server is gone as well shows the next attempt to connect, so that one is made now.
      if (problem !== null) this.socket.retryNow();
      const isBusy = runs.some((run) => run.status === "running" || run.status === "queued");
      const wait = isBusy ? POLL_EVERY : POLL_IDLE;
      if (polls(this.socket.connection.get())) this.pollTimer = setTimeout(() => void round(), wait);
    };
    this.pollTimer = setTimeout(() => void round(), 0);
  };

  private async pollSystem(): Promise<void> {
    const { hosts } = await readSystem().catch(() => ({ hosts: [] }));
    if (hosts.length > 0) this.system.set(Object.fromEntries(hosts.map(({ host, ...sample }) => [host, sample])));
  }
}
