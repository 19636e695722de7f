import { listEvents } from "../api/events";
import type { Frame } from "../api/frames";
import { Problem } from "../api/http";
import type { RunEvent } from "../api/wire";
import { Store } from "./store";

export interface EventView {
  events: RunEvent[];
  state: "loading" | "ready" | "absent" | "failed";
}

const MOST = 500;

// What happened, newest first: read once, then kept by frames. An event that both bring counts once, by its id.
// What a later reading finds is as new as what a frame brings: it happened while the connection was gone, or there is none.
export class EventFeed {
  readonly view = new Store<EventView>({ events: [], state: "loading" });
  private readonly watchers = new Set<(event: RunEvent) => void>();

  async reload(): Promise<void> {
    try {
      const { items } = await listEvents(200);
      const { events, state } = this.view.get();
      const known = new Set(events.map(({ id }) => id));
      const oldest = events.at(-1)?.time ?? "";
      const fresh = state === "ready" ? items.filter(({ id, time }) => !known.has(id) && time >= oldest) : [];
      if (state !== "ready" || items.some(({ id }) => !known.has(id)))
        this.view.set({ events: merge(events, items), state: "ready" });
      for (const event of fresh.reverse()) this.tell(event);
    } catch (error) {
      const state = error instanceof Problem && error.isAbsent ? "absent" : "failed";
      this.view.set({ ...this.view.get(), state });
    }
  }

  onNew(watcher: (event: RunEvent) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  receive(frame: Frame): void {
    if (frame.type !== "event") return;
    const { events, state } = this.view.get();
    if (events.some((known) => known.id === frame.event.id)) return;
    this.view.set({ events: merge(events, [frame.event]), state: state === "absent" ? "ready" : state });
    this.tell(frame.event);
  }

  private tell(event: RunEvent): void {
    for (const watcher of this.watchers) watcher(event);
  }
}

function merge(known: RunEvent[], more: RunEvent[]): RunEvent[] {
  const byId = new Map([...known, ...more].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => b.time.localeCompare(a.time)).slice(0, MOST);
}
