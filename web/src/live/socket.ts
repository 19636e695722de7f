import { type Frame, parseFrame } from "../api/frames";
import { isHealthy } from "../api/system";
import { retryDelay } from "./backoff";
import { Store } from "./store";

// connecting: the first attempt. live: frames flow. offline: the server is gone. polling: it answers, but refuses the upgrade.
export interface Connection {
  state: "connecting" | "live" | "offline" | "polling";
  since: number;
  retryAt: number | null;
  latencyMs: number | null;
  lastFrameAt: number | null;
}

const PING_EVERY = 5000;
// Not at once: while the page is being drawn, the answer would measure the page.
const FIRST_PING = 800;
const SILENT_AFTER = 15000;
// A proxy may take the connection and then say nothing, or let nothing through.
const OPENED_WITHIN = 8000;
const REFUSALS_BEFORE_POLLING = 2;

// The page's one socket. Keeps itself connected, repeats its subscriptions with the cursor reached, and hands on frames.
// It never gives up: after each loss it waits by `retryDelay`, and `retryNow` cuts a wait short.
export class LiveSocket {
  readonly connection = new Store<Connection>({
    state: "connecting",
    since: Date.now(),
    retryAt: null,
    latencyMs: null,
    lastFrameAt: null,
  });
  private readonly url: string;
  private readonly listeners = new Set<(frame: Frame) => void>();
  private readonly wanted = new Map<string, { format: "columns" | "updates"; since: number | null }>();
  private socket: WebSocket | null = null;
  private attempt = 0;
  private refusals = 0;
  // It was so once: after an outage one refusal is enough to know it again.
  private hasPolled = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private openTimer: ReturnType<typeof setTimeout> | undefined;
  private pingSentAt: number | null = null;
  private lastFrameAt = 0;
  private isClosed = false;

  constructor(url: string) {
    this.url = url;
  }

  listen(listener: (frame: Frame) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  subscribe(runId: string, format: "columns" | "updates"): void {
    this.wanted.set(runId, { format, since: null });
    this.sendSubscribe(runId);
  }

  unsubscribe(runId: string): void {
    this.wanted.delete(runId);
    this.send({ type: "unsubscribe", run_id: runId });
  }

  // The cursor from which the server shall continue after a reconnect.
  reached(runId: string, cursor: number): void {
    const wish = this.wanted.get(runId);
    if (wish !== undefined) wish.since = Math.max(wish.since ?? 0, cursor);
  }

  open(): void {
    this.isClosed = false;
    this.connect();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.retryTimer);
    clearInterval(this.pingTimer);
    clearTimeout(this.openTimer);
    this.socket?.close();
    this.socket = null;
  }

  readonly retryNow = (): void => {
    if (this.isClosed || this.socket !== null) return;
    clearTimeout(this.retryTimer);
    this.connect();
  };

  private connect(): void {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    // Live is what brings frames, and not what merely opened.
    let isLive = false;
    socket.onopen = () => {
      for (const runId of this.wanted.keys()) this.sendSubscribe(runId);
      if (this.wanted.size === 0) this.ping();
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      if (!isLive) {
        isLive = true;
        this.wentLive(socket);
      }
      this.receive(message.data);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      clearInterval(this.pingTimer);
      clearTimeout(this.openTimer);
      if (!this.isClosed) void this.lost(isLive);
    };
    this.openTimer = setTimeout(() => this.abandon(socket), OPENED_WITHIN);
  }

  private wentLive(socket: WebSocket): void {
    clearTimeout(this.openTimer);
    this.attempt = 0;
    this.refusals = 0;
    this.hasPolled = false;
    this.change({ state: "live", retryAt: null });
    setTimeout(() => this.socket === socket && this.ping(), FIRST_PING);
    this.pingTimer = setInterval(() => this.watchOver(socket), PING_EVERY);
  }

  private async lost(wasOpen: boolean): Promise<void> {
    this.pingSentAt = null;
    if (wasOpen) this.change({ state: "offline", latencyMs: null });
    const wait = retryDelay(this.attempt++, Math.random());
    this.retryTimer = setTimeout(() => this.connect(), wait);
    this.change({ retryAt: Date.now() + wait });
    if (wasOpen) return;
    const answers = await isHealthy();
    if (this.socket?.readyState === WebSocket.OPEN || this.isClosed) return;
    this.refusals = answers ? this.refusals + 1 : 0;
    if (!answers) this.change({ state: "offline", latencyMs: null });
    else if (this.hasPolled || this.refusals >= REFUSALS_BEFORE_POLLING) {
      this.hasPolled = true;
      this.change({ state: "polling", latencyMs: null });
    }
  }

  private receive(text: string): void {
    this.lastFrameAt = performance.now();
    const frame = parseFrame(text);
    if (frame === null) return;
    if (frame.type === "pong") {
      if (this.pingSentAt !== null)
        this.change({ latencyMs: performance.now() - this.pingSentAt, lastFrameAt: Date.now() });
      this.pingSentAt = null;
      return;
    }
    for (const listener of this.listeners) listener(frame);
  }

  // A connection that brings nothing, not even the answer to a ping, is dead even when no one closed it.
  private watchOver(socket: WebSocket): void {
    if (performance.now() - this.lastFrameAt > SILENT_AFTER) this.abandon(socket);
    else this.ping();
  }

  // Its closing may take as long as its silence has; nothing waits for it.
  private abandon(socket: WebSocket): void {
    socket.close();
    if (this.socket === socket) socket.onclose?.(new CloseEvent("close"));
  }

  private ping(): void {
    this.pingSentAt = performance.now();
    this.send({ type: "ping" });
  }

  private sendSubscribe(runId: string): void {
    const wish = this.wanted.get(runId);
    if (wish === undefined) return;
    const since = wish.since === null ? {} : { since: wish.since };
    this.send({ type: "subscribe", run_id: runId, format: wish.format, ...since });
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private change(change: Partial<Connection>): void {
    const before = this.connection.get();
    const since = change.state !== undefined && change.state !== before.state ? Date.now() : before.since;
    const lastFrameAt = before.state === "live" && change.state === "offline" ? Date.now() : before.lastFrameAt;
    this.connection.set({ ...before, lastFrameAt, ...change, since });
  }
}
