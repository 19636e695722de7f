import { changeRun, readRun } from "../api/runs";
import type { Run } from "../api/wire";

// Saves a note that was written from `base` on, beside what came to it elsewhere meanwhile.
export async function saveNotes(id: string, base: string, mine: string): Promise<Run> {
  const { notes } = await readRun(id);
  return changeRun(id, { notes: mergeNotes(base, mine, notes) });
}

// A note after two people wrote on it at once, from `base` on: what either added is kept, and where both changed what was
// there before, both texts are.
export function mergeNotes(base: string, mine: string, theirs: string): string {
  if (theirs === base || theirs === mine) return mine;
  if (mine === base) return theirs;
  if (mine.startsWith(base)) return joined(theirs, mine.slice(base.length));
  if (theirs.startsWith(base)) return joined(mine, theirs.slice(base.length));
  return joined(theirs, `\n${mine}`);
}

const joined = (before: string, added: string): string =>
  before === "" || before.endsWith("\n") || added.startsWith("\n") ? before + added : `${before}\n${added}`;
