import { useCallback } from "react";
import { changeRun, commandRun, readRun } from "../api/runs";
import { useLive } from "../live/LiveContext";
import { useAsk } from "../ui/Ask";
import { notify } from "../ui/toast";

// Gives a run a tag, or takes it away where it has it.
export function useTagging(): (id: string, tag: string) => Promise<void> {
  const { catalog } = useLive();
  return useCallback(
    async (id, tag) => {
      try {
        const run = catalog.view.get().byId.get(id) ?? (await readRun(id));
        const isGone = run.tags.includes(tag);
        const tags = isGone ? run.tags.filter((one) => one !== tag) : [...run.tags, tag];
        catalog.put(await changeRun(id, { tags }));
        notify("info", run.name, isGone ? `no longer tagged ${tag}` : `tagged ${tag}`);
      } catch (problem) {
        notify("error", "Not tagged", problem instanceof Error ? problem.message : String(problem));
      }
    },
    [catalog],
  );
}

// Steers a run from the command line: a stop is asked for first.
export function useSteering(): (id: string, command: "stop" | "checkpoint") => Promise<void> {
  const ask = useAsk();
  const { catalog } = useLive();
  return useCallback(
    async (id, command) => {
      const name = catalog.view.get().byId.get(id)?.name ?? id;
      const text = `Asks ${name} to end after its step. It may be resumed.`;
      const isStop = command === "stop";
      if (isStop && !(await ask({ title: "STOP THIS RUN", text, confirm: "STOP", keep: "LET IT RUN" }))) return;
      try {
        await commandRun(id, command);
        notify("info", name, `${command} was sent to its script`);
      } catch (problem) {
        notify("error", `${command} was not sent`, problem instanceof Error ? problem.message : String(problem));
      }
    },
    [ask, catalog],
  );
}
