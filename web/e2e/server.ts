import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PROGRAM = process.env.TMON ?? resolve(import.meta.dirname, "../../tmon");

// The real program on a data folder of its own; it may be stopped and started again on the same port.
export class Server {
  url = "";
  private child: ChildProcess | null = null;
  private data = "";

  // The data folder; scripts that a test starts may leave their own files there.
  get folder(): string {
    return this.data;
  }

  async start(port = 0): Promise<void> {
    if (this.data === "") this.data = await mkdtemp(join(tmpdir(), "tmon-e2e-"));
    const child = spawn(PROGRAM, ["serve", "--port", String(port), "--data", this.data], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    this.url = await new Promise<string>((found, failed) => {
      let said = "";
      const read = (chunk: Buffer) => {
        said += chunk.toString();
        const url = /listening on (http:\/\/\S+)/.exec(said)?.[1];
        if (url !== undefined) found(url);
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
    });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const init: RequestInit = { method, headers: { "content-type": "application/json" } };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(this.url + path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? {} : JSON.parse(text)) as T;
  }

  async createRun(name: string, more: Record<string, unknown> = {}): Promise<string> {
    const run = await this.send<{ id: string }>("POST", "/api/runs", { name, ...more });
    return run.id;
  }

  // Writes a falling loss and a learning rate for the steps [from, to).
  async train(id: string, from: number, to: number): Promise<void> {
    const steps = Array.from({ length: to - from }, (_, i) => from + i);
    const metrics = {
      "train/loss": steps.map(lossAt),
      "val/loss": steps.map((step) => (step % 10 === 0 ? 1.2 * lossAt(step) : null)),
      "train/lr": steps.map((step) => 0.001 * (1 - step / 100_000)),
    };
    await this.send("POST", `/api/runs/${id}/metrics`, { steps, metrics });
  }
}

export const lossAt = (step: number): number => 0.1 + 2 / (1 + step / 50) + 0.05 * Math.sin(step * 12.9898);
