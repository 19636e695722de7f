import { RUN_KEYS } from "./runKeys";

export interface KeyHint {
  keys: string[];
  does: string;
}

// One list for the bar at the bottom and for the help, so that the two cannot disagree.
export const GLOBAL_KEYS: readonly KeyHint[] = [
  { keys: ["/", "Ctrl K", "F3"], does: "command line" },
  { keys: ["?", "F1"], does: "all keys" },
  { keys: ["G", "T", "R", "C", "J", "D", "M", "S"], does: "page" },
  { keys: ["1", "–", "9"], does: "panel by number" },
  { keys: ["Tab"], does: "next control" },
  { keys: ["Esc"], does: "back" },
  { keys: ["L"], does: "light or dark" },
  { keys: ["F2"], does: "stop the run" },
  { keys: ["F4"], does: "compare it" },
  { keys: ["F7"], does: "checkpoint now" },
  { keys: ["F8"], does: "its note" },
  { keys: ["F9"], does: "launch a job" },
  { keys: ["F10"], does: "layout of the terminal" },
  { keys: ["Alt ←↑→↓"], does: "move the panel" },
  { keys: ["Alt Shift ←↑→↓"], does: "resize the panel" },
  { keys: ["Alt Delete"], does: "remove the panel" },
];

export const PANEL_KEYS: Readonly<Record<string, readonly KeyHint[]>> = {
  runs: [
    { keys: ["↑", "↓"], does: "run" },
    { keys: ["Home", "End"], does: "first, last" },
    { keys: ["Enter"], does: "open" },
  ],
  console: [
    { keys: ["Enter"], does: "find" },
    { keys: ["N"], does: "next match" },
    { keys: ["F"], does: "follow" },
    { keys: ["W"], does: "wrap" },
  ],
  loss: [
    { keys: ["←", "→"], does: "cursor" },
    { keys: ["+", "−"], does: "zoom" },
    { keys: ["0"], does: "fit" },
    { keys: ["Y"], does: "log y" },
    { keys: ["X"], does: "log x" },
    { keys: ["M"], does: "band" },
    { keys: ["[", "]"], does: "smooth" },
    { keys: ["Enter"], does: "enlarge" },
    { keys: ["O"], does: "options" },
  ],
  table: [
    { keys: ["↑", "↓"], does: "row" },
    { keys: ["Space"], does: "select" },
    { keys: ["Enter"], does: "open" },
    { keys: ["F"], does: "filter" },
    { keys: ["S"], does: "sort" },
    { keys: ["B"], does: "baseline" },
    { keys: ["D"], does: "diff only" },
    { keys: ["H"], does: "hide" },
    { keys: ["C"], does: "compare" },
    { keys: ["T"], does: "tag" },
    { keys: ["N"], does: "note" },
    { keys: ["O"], does: "columns" },
    { keys: ["A"], does: "facets" },
    { keys: ["Z"], does: "fold groups" },
  ],
  jobs: [
    { keys: ["↑", "↓"], does: "job" },
    { keys: ["Space"], does: "select" },
    { keys: ["Enter"], does: "open" },
    { keys: ["F9"], does: "launch" },
    { keys: ["S"], does: "start" },
    { keys: ["H"], does: "hold" },
    { keys: ["P"], does: "priority" },
    { keys: ["R"], does: "retry" },
    { keys: ["X"], does: "cancel" },
    { keys: ["D"], does: "delete" },
  ],
  datasets: [
    { keys: ["↑", "↓"], does: "data set" },
    { keys: ["F9"], does: "upload a new one" },
    { keys: ["A"], does: "add files" },
    { keys: ["J"], does: "train on it" },
    { keys: ["R"], does: "rename" },
    { keys: ["D"], does: "delete" },
  ],
  files: [
    { keys: ["←", "→", "↑", "↓"], does: "file" },
    { keys: ["Home", "End"], does: "first, last" },
    { keys: ["Esc"], does: "close the file" },
  ],
  models: [
    { keys: ["↑", "↓"], does: "model" },
    { keys: ["P"], does: "production" },
    { keys: ["S"], does: "staging" },
    { keys: ["O"], does: "no stage" },
    { keys: ["J"], does: "train from it" },
    { keys: ["R"], does: "rename" },
    { keys: ["N"], does: "note" },
    { keys: ["D"], does: "delete" },
  ],
  legend: [
    { keys: ["↑", "↓"], does: "run" },
    { keys: ["Enter"], does: "open" },
    { keys: ["Del"], does: "take out" },
    { keys: ["+", "−"], does: "zoom" },
    { keys: ["0"], does: "fit" },
    { keys: ["[", "]"], does: "smooth" },
    { keys: ["Y"], does: "log y" },
    { keys: ["X"], does: "log x" },
    { keys: ["M"], does: "band" },
    { keys: ["A"], does: "all metrics" },
    { keys: ["D"], does: "diff only" },
  ],
  actions: RUN_KEYS,
};
// The charts of a comparison act on the keys of its list, all but those that move in it.
const COMPARE_AREAS = ["overlay", "groups", "parallel", "diff", "scatter"];

export const keysOf = (area: string | null): readonly KeyHint[] =>
  COMPARE_AREAS.includes(area ?? "") ? (PANEL_KEYS.legend ?? []).slice(3) : of(area);

const of = (area: string | null): readonly KeyHint[] =>
  PANEL_KEYS[area === "lr" || area?.startsWith("metric-") ? "loss" : (area ?? "")] ?? [];
