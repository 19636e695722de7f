import type { Run } from "../../api/wire";
import { namesakes } from "../../live/namesakes";
import { formatCount } from "../../ui/format";
import { runsNamed, type Suggestion } from "./complete";

const MOST_RUNS = 100;
const MOST_PARTS = 8;

// `CMP a sweep-* run_1 "two words"`: every word is a name, an id or a pattern with stars; the last may still be half typed.
export function completeCompare(rest: string, runs: readonly Run[]): Suggestion[] {
  const words = wordsIn(rest, runs);
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  if (unknownOf(before, runs) !== undefined) return [];
  const whole = matching(words, runs);
  const suggestions: Suggestion[] = [];
  if (whole.length > 0 && matching([last], runs).length > 0)
    suggestions.push(suggestionOf(words, labelOf(whole.length, words), whole));
  const named = runsNamed(last, runs);
  const shared = namesakes(named);
  for (const run of named) {
    // Only what goes on from what is typed: a run that merely has it somewhere in its name was not meant.
    if (run.name === last || run.id === last || !begins(last, run)) continue;
    const word = run.name.includes('"') || shared.has(run.name) ? run.id : run.name;
    const all = [...new Map([...matching(before, runs), run].map((one) => [one.id, one])).values()];
    suggestions.push({
      ...suggestionOf([...before, word], run.name, all),
      run,
      ...(word === run.name ? {} : { hint: word }),
    });
  }
  return suggestions;
}

// What is quoted is one word, and so are words that make up the name of a run, the longest name first.
function wordsIn(text: string, runs: readonly Run[]): string[] {
  const parts = [...text.matchAll(/"([^"]*)"?|\S+/g)].map(([part, quoted]) => ({ word: quoted ?? part, quoted }));
  const words: string[] = [];
  while (parts.length > 0) {
    const free = parts.findIndex(({ word, quoted }) => quoted !== undefined || word.includes("*"));
    let count = Math.min(MOST_PARTS, free < 0 ? parts.length : free);
    for (; count > 1; count--) {
      const name = parts.slice(0, count).map(({ word }) => word);
      const joined = name.join(" ");
      const isHalf = count === parts.length && runs.some((run) => begins(joined, run));
      if (isHalf || matching([joined], runs).length > 0) break;
    }
    const taken = parts.splice(0, Math.max(1, count));
    words.push(taken.map(({ word }) => word).join(" "));
  }
  return words.filter((word) => word !== "");
}

const written = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);

// The page holds some of a server's runs and asks for some more: of what a pattern takes there may be more than are known.
function labelOf(count: number, words: readonly string[]): string {
  const hasMore = words.some((word) => word.includes("*")) && count >= MOST_RUNS;
  const all = `${hasMore ? "at least " : ""}${counted(count)}`;
  return hasMore || count > MOST_RUNS ? `compare the first ${MOST_RUNS} of ${all}` : `compare ${all}`;
}

const counted = (count: number): string => (count === 1 ? "1 run" : `${formatCount(count)} runs`);

// The first of the words that is no run's name or id, nor a pattern of any.
const unknownOf = (words: readonly string[], runs: readonly Run[]): string | undefined =>
  words.find((word) => matching([word], runs).length === 0);
export const unknownIn = (text: string, runs: readonly Run[]): string | undefined =>
  unknownOf(wordsIn(text, runs), runs);

const begins = (text: string, { name, id }: Run): boolean =>
  name.toLowerCase().startsWith(text.toLowerCase()) || id.startsWith(text);

function suggestionOf(words: string[], label: string, runs: Run[]): Suggestion {
  const ids = runs.slice(0, MOST_RUNS).map((run) => run.id);
  return { line: `CMP ${words.map(written).join(" ")}`, label, intent: { kind: "compare", ids } };
}

function matching(words: readonly string[], runs: readonly Run[]): Run[] {
  const patterns = words.map((word) => new RegExp(`^${word.split("*").map(escaped).join(".*")}$`, "i"));
  return runs.filter((run) => patterns.some((pattern) => pattern.test(run.name) || pattern.test(run.id)));
}

const escaped = (text: string): string => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
