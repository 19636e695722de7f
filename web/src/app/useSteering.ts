import { useCallback } from "react";
import { commandRun } from "../api/runs";
import { useLive } from "../live/LiveContext";
import { useAsk } from "../ui/Ask";
import { notify } from "../ui/toast";

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
