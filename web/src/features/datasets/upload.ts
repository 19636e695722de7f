import { addFile, changeDataSet, createDataSet, type DataSet, listFiles, putFile } from "../../api/datasets";
import { Problem } from "../../api/http";
import { Store } from "../../live/store";
import { formatCount } from "../../ui/format";
import { notify } from "../../ui/toast";
import type { ChosenFile } from "./chosen";

export interface UploadState {
  phase: "sending" | "waiting" | "done" | "failed" | "stopped";
  setId: string | null;
  name: string;
  files: number;
  done: number;
  bytes: number;
  sent: number;
  // Bytes a second since it began, or went on.
  rate: number;
  // Why it failed, or what it waits for.
  reason: string | null;
}

// Few enough to leave room for the page's own requests: a browser opens six connections to a server.
const AT_ONCE = 4;
const TRIES = 8;
const LONGEST_PAUSE = 10_000;
const TELL_EVERY = 100;

// Sends the files of a new data set, or adds them to one, some at a time, each until it has arrived. It belongs to no part of
// the page, so that it goes on while one looks at something else. A file that comes twice counts once: in a new set it has its
// number, and before one is added again it is looked whether it is there.
export class Upload {
  readonly state: Store<UploadState>;
  private readonly files: readonly ChosenFile[];
  private waiting: number[];
  private readonly lacking: number[] = [];
  private readonly sent: Map<number, number> = new Map();
  private arrivedBytes = 0;
  private arrived = 0;
  private refused: string | null = null;
  private pausedFor: string | null = null;
  private stopping = new AbortController();
  private begun = { at: 0, bytes: 0 };
  // The data set that is added to; null where one is made.
  private readonly into: DataSet | null;
  // What may have arrived although no answer came.
  private readonly doubtful: Set<number> = new Set();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, files: readonly ChosenFile[], into: DataSet | null = null) {
    this.files = files;
    this.into = into;
    this.waiting = files.map((_, n) => n).reverse();
    const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
    this.state = new Store<UploadState>({
      phase: "sending",
      setId: into?.id ?? null,
      name,
      files: files.length,
      done: 0,
      bytes,
      sent: 0,
      rate: 0,
      reason: null,
    });
  }

  get isBusy(): boolean {
    return this.state.get().phase === "sending" || this.state.get().phase === "waiting";
  }

  // Makes the data set unless it is there, and sends everything; rejects when it cannot even be made.
  async start(description: string): Promise<string> {
    if (this.into !== null) {
      void this.send(this.into.id);
      return this.into.id;
    }
    const { name, files } = this.state.get();
    const { id } = await createDataSet({ name, description, expected_files: files });
    this.state.set({ ...this.state.get(), setId: id });
    void this.send(id);
    return id;
  }

  // Sends what has not arrived; rejects when the server does not take the data set up again.
  async again(): Promise<void> {
    const { setId } = this.state.get();
    if (setId === null || this.isBusy) return;
    if (this.into === null) await changeDataSet(setId, { status: "processing" });
    this.stopping = new AbortController();
    this.refused = null;
    this.state.set({ ...this.state.get(), phase: "sending", reason: null });
    await this.send(setId);
  }

  stop(): void {
    this.stopping.abort();
  }

  private async send(id: string): Promise<void> {
    this.begun = { at: performance.now(), bytes: this.arrivedBytes };
    addEventListener("beforeunload", keepOpen);
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.sendSome(id)));
    removeEventListener("beforeunload", keepOpen);
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.push(...this.lacking.splice(0));
    const { name } = this.state.get();
    if (this.waiting.length === 0) {
      this.tell("done", null);
      if (current.get() === this) current.set(null);
      notify("done", name, `${formatCount(this.arrived)} files arrived`);
      return;
    }
    const isStopped = this.stopping.signal.aborted && this.refused === null;
    const lack = `${this.arrived} of ${this.files.length} files arrived`;
    const reason = isStopped ? `stopped: ${lack}` : `${lack}: ${this.refused}`;
    // One that was whole before is so still.
    if (this.into === null) await changeDataSet(id, { status: "failed", error: reason.slice(0, 2000) }).catch(() => {});
    this.tell(isStopped ? "stopped" : "failed", reason);
    if (!isStopped) notify("error", `Upload of ${name} failed`, reason);
  }

  private async sendSome(id: string): Promise<void> {
    for (let n = this.waiting.pop(); n !== undefined; n = this.waiting.pop()) {
      const outcome = this.stopping.signal.aborted ? "stopped" : await this.sendOne(id, n);
      this.sent.delete(n);
      if (outcome === "sent") {
        this.arrived++;
        this.arrivedBytes += this.files[n]?.file.size ?? 0;
        this.tellSoon();
      } else this.lacking.push(n);
      if (outcome === "stopped") return;
    }
  }

  // A file that the server refuses is left for the end; a server that does not answer, or has no such data set, ends it all.
  private async sendOne(id: string, n: number): Promise<"sent" | "refused" | "stopped"> {
    const { name, file } = this.files[n] as ChosenFile;
    const { signal } = this.stopping;
    for (let tried = 1; ; tried++) {
      try {
        const onSent = (bytes: number) => {
          this.sent.set(n, Math.min(bytes, file.size));
          if (bytes > 0) this.pausedFor = null;
          this.tellSoon();
        };
        if (this.into === null) await putFile(id, n, name, file, onSent, signal);
        else if (!(await this.isThere(id, n))) await addFile(id, name, file, onSent, signal);
        this.pausedFor = null;
        return "sent";
      } catch (problem) {
        this.sent.delete(n);
        this.doubtful.add(n);
        if (signal.aborted) return "stopped";
        const status = problem instanceof Problem ? problem.status : 0;
        const text = problem instanceof Error ? problem.message : String(problem);
        const mayPass = [0, 429, 503].includes(status);
        if (!mayPass || tried >= TRIES) {
          this.refused ??= `${name}: ${text}`;
          // Where one file of those that are added is not taken now, none is.
          if (!mayPass && status !== 404 && !(this.into !== null && status === 409)) return "refused";
          this.stopping.abort();
          return "stopped";
        }
        this.pausedFor = text;
        this.tellSoon();
        await pause(Math.min(LONGEST_PAUSE, 500 * 2 ** (tried - 1)), signal);
      }
    }
  }

  // Whether a file whose answer was lost has arrived all the same.
  private async isThere(id: string, n: number): Promise<boolean> {
    if (!this.doubtful.has(n)) return false;
    const { name, file } = this.files[n] as ChosenFile;
    const { items } = await listFiles(id, { q: name, limit: 1000 });
    const since = this.into?.updated_at ?? "";
    return items.some((one) => one.name === name && one.size === file.size && one.created_at >= since);
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.tell(this.pausedFor === null ? "sending" : "waiting", this.pausedFor);
    }, TELL_EVERY);
  }

  private tell(phase: UploadState["phase"], reason: string | null): void {
    const sent = [...this.sent.values()].reduce((sum, bytes) => sum + bytes, this.arrivedBytes);
    const seconds = Math.max(0.001, (performance.now() - this.begun.at) / 1000);
    const rate = Math.max(0, sent - this.begun.bytes) / seconds;
    this.state.set({ ...this.state.get(), phase, reason, done: this.arrived, sent, rate });
  }
}

// Leaving the page would end the upload: the browser asks first.
function keepOpen(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });
}

// The upload that runs on this page, or broke off.
export const current = new Store<Upload | null>(null);
