import type { Frame } from "../api/frames";
import { Problem } from "../api/http";
import { listRuns, readRun } from "../api/runs";
import type { Run, Status } from "../api/wire";
import { mergeRun } from "./mergeRun";
import { Store } from "./store";

export interface CatalogView {
  runs: Run[];
  byId: ReadonlyMap<string, Run>;
  total: number;
  // How many runs are active beyond those held here.
  unheld: number;
  state: "loading" | "ready" | "failed";
  problem: string | null;
}

const RANK: Record<Status, number> = {
  running: 0,
  queued: 1,
  pending: 2,
  interrupted: 3,
  failed: 3,
  completed: 3,
  cancelled: 3,
};
export const NEWEST = 200;
const MOST_ACTIVE = 1000;
// Past the first number the oldest of those that no one looks at are let go, down to the second.
const MOST = 1600;
const KEPT = 1300;
const ENDED_AGAIN = 30_000;

// The runs that the page knows: those that are active and the newest others. Read once, then kept by frames, in a store of
// any size no more of them than a page can hold; one that a page looks at is followed whatever its age.
// A frame and a reading of the same run may cross on the way; the greater cursor wins.
export class RunCatalog {
  readonly view = new Store<CatalogView>({
    runs: [],
    byId: new Map(),
    total: 0,
    unheld: 0,
    state: "loading",
    problem: null,
  });
  private runs = new Map<string, Run>();
  private readonly deleted = new Set<string>();
  private readonly asked = new Set<string>();
  // Those that a page looks at, with the time of their last reading.
  private readonly followed = new Map<string, number>();
  private total = 0;
  private unheld = 0;
  private state: CatalogView["state"] = "loading";
  private problem: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  // Whether what is held differs from what was published.
  private isStale = false;

  async reload(): Promise<void> {
    try {
      const [active, newest] = await Promise.all([
        listRuns({ status: "active", limit: MOST_ACTIVE }),
        listRuns({ sort: "-created_at", limit: NEWEST }),
      ]);
      const seen = new Set<string>();
      for (const run of [...active.items, ...newest.items]) {
        seen.add(run.id);
        this.put(run);
      }
      const isWhole = newest.next_cursor === null;
      const since = newest.items.at(-1)?.created_at ?? "";
      const due: string[] = [];
      for (const run of this.runs.values()) {
        if (seen.has(run.id)) continue;
        if (isWhole) this.drop(run.id);
        else if (this.isDue(run, since, active.next_cursor === null)) due.push(run.id);
      }
      this.total = newest.total ?? this.runs.size;
      this.unheld = active.next_cursor === null ? 0 : Math.max(0, (active.total ?? 0) - active.items.length);
      await Promise.all(due.map((id) => this.readAgain(id)));
      this.state = "ready";
      this.problem = null;
    } catch (error) {
      if (this.state !== "ready") this.state = "failed";
      this.problem = error instanceof Error ? error.message : "The list of runs could not be read.";
    }
    this.publish();
  }

  // Follows a run from now on, and reads one that the lists did not hold, such as an old one that a link names.
  async want(id: string): Promise<"known" | "absent" | "unknown"> {
    if (!this.followed.has(id)) this.followed.set(id, Date.now());
    if (this.runs.has(id)) return "known";
    try {
      this.put(await readRun(id));
      this.publish();
      return "known";
    } catch (error) {
      return error instanceof Problem && (error.status === 404 || error.status === 400) ? "absent" : "unknown";
    }
  }

  // The same for several runs, those that the lists did not hold in one request. Answers with the ids that no run has.
  async wantAll(ids: readonly string[]): Promise<string[]> {
    for (const id of ids) if (!this.followed.has(id)) this.followed.set(id, Date.now());
    const asked = ids.filter((id) => !this.runs.has(id));
    if (asked.length === 0) return [];
    try {
      const { items } = await listRuns({ id: asked.join(","), limit: asked.length });
      for (const run of items) this.put(run);
      this.publish();
      return asked.filter((id) => !items.some((run) => run.id === id));
    } catch {
      // A server that did not answer has not said that they are gone.
      return [];
    }
  }

  // Whether a run that the lists just read do not hold has moved since: it ended, or was deleted, or is followed.
  private isDue(run: Run, since: string, isAllActive: boolean): boolean {
    if (RANK[run.status] < 3 && isAllActive) return true;
    const readAt = this.followed.get(run.id);
    if (readAt === undefined) return run.created_at > since;
    return RANK[run.status] < 3 || Date.now() - readAt > ENDED_AGAIN;
  }

  private async readAgain(id: string): Promise<void> {
    if (this.followed.has(id)) this.followed.set(id, Date.now());
    try {
      this.put(await readRun(id));
    } catch (error) {
      if (error instanceof Problem && error.status === 404) this.remove(id);
    }
  }

  wasDeleted(id: string): boolean {
    return this.deleted.has(id);
  }

  put(run: Run): void {
    const known = this.runs.get(run.id);
    if (this.deleted.has(run.id) || (known !== undefined && known.cursor > run.cursor)) return;
    // The lists are read again with each connection. A run that did not move stays the same object, and what shows it stands.
    if (known?.cursor === run.cursor && JSON.stringify(known) === JSON.stringify(run)) return;
    this.runs.set(run.id, run);
    this.schedule();
  }

  remove(id: string): void {
    this.deleted.add(id);
    if (this.drop(id)) this.total = Math.max(0, this.total - 1);
    this.schedule();
  }

  private drop(id: string): boolean {
    this.isStale = true;
    return this.runs.delete(id);
  }

  receive(frame: Frame): void {
    switch (frame.type) {
      case "run_created":
        if (!this.runs.has(frame.run.id) && !this.deleted.has(frame.run.id)) this.total++;
        this.put(frame.run);
        return;
      case "run_deleted":
        this.remove(frame.run_id);
        return;
      case "status_change":
      case "run_update":
        this.merge(frame.run_id, frame);
        return;
    }
  }

  private merge(id: string, frame: Frame): void {
    const run = this.runs.get(id);
    if (run === undefined) {
      // Of a run that is not held only its start is news: a store may hold many thousands that report all the time.
      const isStart = frame.type === "status_change" && RANK[frame.new_status] < 3 && this.runs.size < KEPT;
      if (!isStart || this.deleted.has(id) || this.asked.has(id) || this.state !== "ready") return;
      this.asked.add(id);
      void this.readAgain(id).finally(() => this.asked.delete(id));
      return;
    }
    const merged = mergeRun(run, frame);
    if (merged === null) return;
    this.runs.set(id, merged);
    this.schedule();
  }

  private schedule(): void {
    this.isStale = true;
    // A timer and not a frame: a hidden tab still keeps its list, its title and its toasts.
    this.timer ??= setTimeout(() => this.publish(), 50);
  }

  private publish(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { unheld, state, problem } = this;
    const before = this.view.get();
    const { runs, byId } = this.isStale ? this.inOrder() : before;
    this.isStale = false;
    const view: CatalogView = { runs, byId, total: Math.max(this.total, runs.length), unheld, state, problem };
    const isMoved = Object.entries(view).some(([name, value]) => value !== before[name as keyof CatalogView]);
    if (isMoved) this.view.set(view);
  }

  private inOrder(): Pick<CatalogView, "runs" | "byId"> {
    const runs = [...this.runs.values()].sort(byActivity);
    if (runs.length > MOST)
      for (const run of runs.splice(KEPT)) {
        if (this.followed.has(run.id)) runs.push(run);
        else this.runs.delete(run.id);
      }
    return { runs, byId: new Map(this.runs) };
  }
}

function byActivity(a: Run, b: Run): number {
  if (RANK[a.status] !== RANK[b.status]) return RANK[a.status] - RANK[b.status];
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
