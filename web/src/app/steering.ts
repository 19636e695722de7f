import { changeRun, commandRun, readRun } from "../api/runs";
import type { RunCatalog } from "../live/catalog";
import type { useAsk } from "../ui/Ask";
import { notify } from "../ui/toast";

const said = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

// Steers a run from the command line: a stop is asked for first.
export async function steer(
  ask: ReturnType<typeof useAsk>,
  catalog: RunCatalog,
  id: string,
  command: "stop" | "checkpoint",
): Promise<void> {
  const name = catalog.view.get().byId.get(id)?.name ?? id;
  const text = `Asks ${name} to end after its step. It may be resumed.`;
  const isStop = command === "stop";
  if (isStop && !(await ask({ title: "STOP THIS RUN", text, confirm: "STOP", keep: "LET IT RUN" }))) return;
  try {
    await commandRun(id, command);
    notify("info", name, `${command} was sent to its script`);
  } catch (problem) {
    notify("error", `${command} was not sent`, said(problem));
  }
}

// Gives a run a tag, or takes it away where it has it.
export async function tag(catalog: RunCatalog, id: string, word: string): Promise<void> {
  try {
    const run = catalog.view.get().byId.get(id) ?? (await readRun(id));
    const isGone = run.tags.includes(word);
    const tags = isGone ? run.tags.filter((one) => one !== word) : [...run.tags, word];
    catalog.put(await changeRun(id, { tags }));
    notify("info", run.name, isGone ? `no longer tagged ${word}` : `tagged ${word}`);
  } catch (problem) {
    notify("error", "Not tagged", said(problem));
  }
}
