import type { RunEvent } from "../../api/wire";
import type { IconName } from "../../ui/Icon";
import { STATUS, type Tone } from "../../ui/status";

export interface Look {
  word: string;
  icon: IconName;
  tone: Tone | "text";
}

const LOOKS: Record<string, Look> = {
  run_created: { word: "RUN", icon: "plus", tone: "muted" },
  run_deleted: { word: "DELETED", icon: "slash", tone: "muted" },
  resumed: { word: "RESUME", icon: "resume", tone: "warn" },
  checkpoint_saved: { word: "CKPT", icon: "check", tone: "info" },
  best_checkpoint: { word: "BEST", icon: "star", tone: "text" },
  command: { word: "CMD", icon: "chevron", tone: "warn" },
  points_lost: { word: "LOST", icon: "bang", tone: "warn" },
  metric_limit: { word: "LIMIT", icon: "bang", tone: "warn" },
  non_finite: { word: "NaN", icon: "bang", tone: "err" },
  corrupt_chunk: { word: "CORRUPT", icon: "cross", tone: "err" },
  error: { word: "ERROR", icon: "cross", tone: "err" },
  note: { word: "NOTE", icon: "dot", tone: "sub" },
};

export function statusOf(event: RunEvent): string | null {
  if (event.kind !== "status_change") return null;
  return /→ (\w+)/.exec(event.message)?.[1] ?? null;
}

export function lookOf(event: RunEvent): Look {
  const status = statusOf(event);
  if (status !== null) return { word: "STATUS", ...(STATUS[status] ?? { icon: "dot", tone: "sub" }) };
  return LOOKS[event.kind] ?? { word: event.kind.slice(0, 7).toUpperCase(), icon: "dot", tone: toneOf(event) };
}

function toneOf(event: RunEvent): Tone {
  if (event.level === "error") return "err";
  return event.level === "warning" ? "warn" : "sub";
}

export type Filter = "all" | "checkpoints" | "problems" | "run";

export function passes(event: RunEvent, filter: Filter, runId: string | null): boolean {
  if (filter === "checkpoints") return event.kind === "checkpoint_saved" || event.kind === "best_checkpoint";
  if (filter === "problems") return event.level !== "info";
  return filter === "all" || event.run_id === runId;
}
