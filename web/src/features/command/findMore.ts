import { listRuns } from "../../api/runs";
import type { Run } from "../../api/wire";

const TYPING = 150;
const MOST = 100;
const MOST_WORDS = 8;
const NAMING = /^\s*(?:RUN|CMP|STOP|CKPT|TAG)\s+/i;

// What the server answered for each word since the line was empty.
const answers = new Map<string, readonly Run[]>();

// The words of a line that may name a run: of a pattern with stars its longest part.
const wordsOf = (line: string): string[] =>
  line
    .replace(NAMING, "")
    .replaceAll('"', " ")
    .split(/\s+/)
    .map((word) => word.split("*").sort((a, b) => b.length - a.length)[0] ?? "")
    .filter((part) => part.length >= 2)
    .slice(-MOST_WORDS);

// Runs that the page does not hold, by the words of the line. Each word is asked for once.
export async function findNow(line: string, signal?: AbortSignal): Promise<readonly Run[]> {
  const due = wordsOf(line).filter((word) => !answers.has(word));
  await Promise.all(
    due.map((word) =>
      listRuns({ q: word, limit: MOST }, signal).then(
        ({ items }) => answers.set(word, items),
        () => {},
      ),
    ),
  );
  return [...new Map([...answers.values()].flat().map((run) => [run.id, run])).values()];
}

// The same while the line is being typed. Gives back how to call it off.
export function findMore(line: string, onFound: (runs: readonly Run[]) => void): () => void {
  if (line.trim() === "") answers.clear();
  if (wordsOf(line).length === 0) return () => {};
  const stop = new AbortController();
  const timer = setTimeout(() => {
    void findNow(line, stop.signal).then((runs) => !stop.signal.aborted && onFound(runs));
  }, TYPING);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}
