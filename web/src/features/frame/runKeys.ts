import type { KeyHint } from "./keys";

// The letters of a run's own page and of the terminal, wherever the focus is there.
export const RUN_KEYS: readonly KeyHint[] = [
  { keys: ["S"], does: "stop, now or at the end of the epoch" },
  { keys: ["X"], does: "cancel" },
  { keys: ["K"], does: "checkpoint now" },
  { keys: ["R"], does: "how to resume" },
  { keys: ["P"], does: "promote the best checkpoint" },
  { keys: ["F"], does: "mark failed" },
  { keys: ["N"], does: "note" },
  { keys: ["T"], does: "tag" },
  { keys: ["C"], does: "compare" },
  { keys: ["E"], does: "export" },
];
