import { listRuns } from "../../api/runs";
import type { Run } from "../../api/wire";

const TYPING = 150;
const MOST = 100;
const NAMING = /^\s*(?:RUN|CMP|STOP|CKPT|TAG)\s+/i;

// Looks on the server for runs that the page does not hold, by the word that is being typed: of a pattern with stars its
// longest part. Gives back how to call it off.
export function findMore(line: string, onFound: (runs: readonly Run[]) => void): () => void {
  const words = line.replace(NAMING, "").split(/\s+/);
  const part = (words.at(-1) ?? "").split("*").sort((a, b) => b.length - a.length)[0] ?? "";
  if (part.length < 2) return () => {};
  const stop = new AbortController();
  const timer = setTimeout(() => {
    listRuns({ q: part, limit: MOST }, stop.signal).then(
      ({ items }) => onFound(items),
      () => {},
    );
  }, TYPING);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}
