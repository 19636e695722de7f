import type { IconName } from "./Icon";

export type Tone = "good" | "info" | "warn" | "err" | "muted" | "sub";

// Icon, word and colour of a status, always the three together.
export const STATUS: Record<string, { icon: IconName; tone: Tone }> = {
  running: { icon: "dot", tone: "good" },
  completed: { icon: "check", tone: "info" },
  failed: { icon: "cross", tone: "err" },
  queued: { icon: "ring", tone: "sub" },
  pending: { icon: "dots", tone: "muted" },
  cancelled: { icon: "slash", tone: "muted" },
  interrupted: { icon: "pause", tone: "warn" },
  active: { icon: "check", tone: "good" },
  processing: { icon: "dots", tone: "sub" },
  ready: { icon: "check", tone: "info" },
  none: { icon: "ring", tone: "muted" },
  staging: { icon: "up", tone: "warn" },
  production: { icon: "star", tone: "good" },
};
