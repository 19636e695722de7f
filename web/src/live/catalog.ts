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

// The runs that the page knows: all that are active and the newest others. Read once, then kept by frames.
// A frame and a reading of the same run may cross on the way; the greater cursor wins.
export class RunCatalog {
  readonly view = new Store<CatalogView>({ runs: [], byId: new Map(), total: 0, state: "loading", problem: null });
  private runs = new Map<string, Run>();
  private readonly deleted = new Set<string>();
  private readonly asked = new Set<string>();
  private total = 0;
  private state: CatalogView["state"] = "loading";
  private problem: string | null = null;
  private isScheduled = false;

  async reload(): Promise<void> {
    try {
      const [active, newest] = await Promise.all([
        listRuns({ status: "active", limit: 1000 }),
        listRuns({ sort: "-created_at", limit: NEWEST }),
      ]);
      const seen = new Set<string>();
      for (const run of [...active.items, ...newest.items]) {
        seen.add(run.id);
        this.put(run);
      }
      for (const id of this.runs.keys()) if (!seen.has(id) && newest.next_cursor === null) this.runs.delete(id);
      this.total = newest.total ?? this.runs.size;
      this.state = "ready";
      this.problem = null;
    } catch (error) {
      if (this.state !== "ready") this.state = "failed";
      this.problem = error instanceof Error ? error.message : "The list of runs could not be read.";
    }
    this.publish();
  }

  // Reads a run that the lists did not hold, such as an old one that a link names.
  async want(id: string): Promise<"known" | "absent" | "unknown"> {
    if (this.runs.has(id)) return "known";
    try {
      this.put(await readRun(id));
      this.publish();
      return "known";
    } catch (error) {
      return error instanceof Problem && (error.status === 404 || error.status === 400) ? "absent" : "unknown";
    }
  }

  wasDeleted(id: string): boolean {
    return this.deleted.has(id);
  }

  put(run: Run): void {
    const known = this.runs.get(run.id);
    if (this.deleted.has(run.id) || (known !== undefined && known.cursor > run.cursor)) return;
    this.runs.set(run.id, run);
    this.schedule();
  }

  remove(id: string): void {
    this.deleted.add(id);
    if (this.runs.delete(id)) this.total = Math.max(0, this.total - 1);
    this.schedule();
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
      if (this.deleted.has(id) || this.asked.has(id) || this.state !== "ready") return;
      this.asked.add(id);
      void this.want(id).finally(() => this.asked.delete(id));
      return;
    }
    const merged = mergeRun(run, frame);
    if (merged === null) return;
    this.runs.set(id, merged);
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    // A timer and not a frame: a hidden tab still keeps its list, its title and its toasts.
    setTimeout(() => {
      this.isScheduled = false;
      this.publish();
    }, 50);
  }

  private publish(): void {
    const runs = [...this.runs.values()].sort(byActivity);
    const total = Math.max(this.total, runs.length);
    this.view.set({ runs, byId: new Map(this.runs), total, state: this.state, problem: this.problem });
  }
}

function byActivity(a: Run, b: Run): number {
  return RANK[a.status] - RANK[b.status] || b.created_at.localeCompare(a.created_at) || a.id.localeCompare(b.id);
}
