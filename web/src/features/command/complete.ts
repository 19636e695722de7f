import type { Run } from "../../api/wire";
import { namesakes } from "../../live/namesakes";
import { completeCompare, unknownIn } from "./compare";

export interface PageName {
  word: string;
  path: string;
}

export type Intent =
  | { kind: "run"; id: string }
  | { kind: "compare"; ids: string[] }
  | { kind: "page"; path: string }
  | { kind: "theme"; theme: "dark" | "light" }
  | { kind: "letters"; on: boolean }
  | { kind: "tag"; id: string; tag: string }
  | { kind: "steer"; id: string; command: "stop" | "checkpoint" }
  | { kind: "layout" }
  | { kind: "keys" };

export interface Suggestion {
  // What the line reads when it is taken.
  line: string;
  label: string;
  run?: Run;
  hint?: string;
  intent?: Intent;
}

const VERBS: [string, string][] = [
  ["RUN", "open a run by name or id"],
  ["CMP", 'compare runs: names, ids, sweep-*, "two words"'],
  ["GO", "open a page"],
  ["STOP", "ask a running run to end; it may be resumed"],
  ["CKPT", "ask a running run for a checkpoint"],
  ["TAG", "give a run a tag, or take it away: TAG run word"],
  ["THEME", "dark or light"],
  ["LETTERS", "single-letter keys on or off"],
  ["LAYOUT", "arrange the terminal"],
  ["KEYS", "list the keys"],
];
// Verbs that are a whole command by themselves.
const WHOLE: Record<string, Intent> = { KEYS: { kind: "keys" }, LAYOUT: { kind: "layout" } };
const STEER = { STOP: "stop", CKPT: "checkpoint" } as const;
const MOST = 8;

// What a half-typed line may become, best first. A line that starts with no verb is taken as the name of a run.
export function complete(line: string, runs: readonly Run[], pages: readonly PageName[]): Suggestion[] {
  const [head = "", ...tail] = line.trimStart().split(/\s+/);
  const verb = head.toUpperCase();
  const rest = tail.join(" ");
  const hasRest = /\S\s/.test(line);
  if (hasRest && (verb === "STOP" || verb === "CKPT")) {
    const running = runs.filter(({ status }) => status === "running");
    return runsLike(rest, running, `${verb} `, ({ id }) => ({ kind: "steer", id, command: STEER[verb] }));
  }
  if (verb === "TAG" && hasRest) return completeTag(tail, runs);
  if (verb === "LETTERS" && hasRest)
    return (["on", "off"] as const)
      .filter((word) => word.startsWith(rest.toLowerCase()))
      .map((word) => ({ line: `LETTERS ${word}`, label: word, intent: { kind: "letters", on: word === "on" } }));
  if (verb === "RUN" && hasRest) return runsLike(rest, runs, "RUN ", openIt);
  if (verb === "CMP" && hasRest) return completeCompare(rest, runs);
  if (verb === "GO" && hasRest)
    return pages
      .filter(({ word, path }) =>
        [word.toLowerCase(), path.slice(1)].some((name) => name.startsWith(rest.toLowerCase())),
      )
      .map((page) => ({
        line: `GO ${page.word.toLowerCase()}`,
        label: page.word,
        intent: { kind: "page", path: page.path },
      }));
  if (verb === "THEME" && hasRest)
    return (["dark", "light"] as const)
      .filter((theme) => theme.startsWith(rest.toLowerCase()))
      .map((theme) => ({ line: `THEME ${theme}`, label: theme, intent: { kind: "theme", theme } }));
  const verbs = VERBS.filter(([word]) => word.startsWith(verb)).map(([word, hint]): Suggestion => {
    const intent = WHOLE[word];
    return intent === undefined ? { line: `${word} `, label: word, hint } : { line: word, label: word, hint, intent };
  });
  return verb === "" ? verbs : [...verbs, ...runsLike(line.trim(), runs, "RUN ", openIt)].slice(0, MOST);
}

// Why a line that nothing completes does nothing.
export function refusalOf(line: string, runs: readonly Run[]): string {
  const [verb = "", ...rest] = line.trim().split(/\s+/);
  const ended = verb.toUpperCase() in STEER ? runsNamed(rest.join(" "), runs)[0] : undefined;
  if (ended !== undefined) return `${ended.name} is ${ended.status}, not running`;
  const unknown = verb.toUpperCase() === "CMP" ? unknownIn(rest.join(" "), runs) : undefined;
  if (unknown !== undefined) return `no run is named ${unknown}`;
  return verb === "" ? "" : "no such command, run or page";
}

// `TAG run word`: the run is completed first, and then what will be done is said.
function completeTag([name = "", ...words]: string[], runs: readonly Run[]): Suggestion[] {
  const tag = words.join(" ").trim();
  if (tag === "")
    return runsNamed(name, runs).map((run) => ({
      line: `TAG ${wordOf(run)} `,
      label: wordOf(run),
      run,
      ...(wordOf(run) === run.name ? {} : { hint: run.name }),
    }));
  return runsNamed(name, runs)
    .slice(0, 1)
    .map((run) => ({
      line: `TAG ${wordOf(run)} ${tag}`,
      label: `${run.tags.includes(tag) ? "take away" : "add"} ${tag}`,
      run,
      intent: { kind: "tag", id: run.id, tag },
    }));
}

// A name with spaces would be several words.
const wordOf = (run: Run): string => (/\s/.test(run.name) ? run.id : run.name);

// The runs that a text may mean, the closest first.
export function runsNamed(text: string, runs: readonly Run[]): Run[] {
  const needle = text.toLowerCase();
  const rank = (run: Run): number => {
    const name = run.name.toLowerCase();
    if (name === needle || run.id === needle) return 0;
    if (name.startsWith(needle) || run.id.startsWith(needle)) return 1;
    return name.includes(needle) ? 2 : 3;
  };
  return runs
    .map((run) => ({ run, rank: rank(run) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ run }) => run);
}

const openIt = ({ id }: Run): Intent => ({ kind: "run", id });

// Of runs that share a name each is told by its id, which is also what the line then reads.
function runsLike(text: string, runs: readonly Run[], prefix: string, intentOf: (run: Run) => Intent): Suggestion[] {
  const named = runsNamed(text, runs);
  const shared = namesakes(named);
  return named.map((run) => {
    const common = { label: run.name, run, intent: intentOf(run) };
    return shared.has(run.name)
      ? { ...common, line: prefix + run.id, hint: run.id }
      : { ...common, line: prefix + run.name };
  });
}

// The rest of the best suggestion, to be shown behind the cursor; empty when it does not continue what is typed.
export function ghostOf(line: string, best: Suggestion | undefined): string {
  if (line === "" || best === undefined) return "";
  const whole = best.line.toLowerCase().startsWith(line.toLowerCase()) ? best.line : best.label;
  return whole.toLowerCase().startsWith(line.toLowerCase()) ? whole.slice(line.length) : "";
}
