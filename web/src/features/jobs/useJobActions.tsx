import { useMemo } from "react";
import { batchJobs, type JobAction } from "../../api/jobs";
import type { Run } from "../../api/wire";
import { useAsk } from "../../ui/Ask";
import type { Deed } from "../../ui/Deeds";
import { formatCount } from "../../ui/format";
import { notify } from "../../ui/toast";
import { endingSince } from "./ending";

const isActive = ({ status }: Run) => status === "running" || status === "queued" || status === "pending";
const MOST_AT_ONCE = 1000;

// What can be done to the chosen jobs: each action takes those that it fits and leaves the others.
export function useJobActions(chosen: readonly Run[], onDone: (action: JobAction) => void): Deed<JobAction>[] {
  const ask = useAsk();
  return useMemo(() => {
    const send = async (runs: readonly Run[], action: JobAction, said: string, priority?: number) => {
      try {
        const ids = runs.map(({ id }) => id);
        const failed: { id: string; reason: string }[] = [];
        for (let i = 0; i < ids.length; i += MOST_AT_ONCE)
          failed.push(...(await batchJobs(ids.slice(i, i + MOST_AT_ONCE), action, priority)).failed);
        const done = ids.length - failed.length;
        const who = ids.length === 1 ? (runs[0]?.name ?? "") : `${formatCount(done)} jobs`;
        if (done > 0) notify("info", who, said);
        if (failed.length > 0) notify("error", `${formatCount(failed.length)} not ${said}`, failed[0]?.reason ?? "");
        onDone(action);
      } catch (problem) {
        notify("error", `Not ${said}`, problem instanceof Error ? problem.message : String(problem));
      }
    };
    const deed = (
      id: JobAction,
      meaning: Deed<JobAction>["meaning"],
      key: string,
      fits: (run: Run) => boolean,
      reason: string,
      act: (runs: readonly Run[], who: string) => Promise<void>,
    ): Deed<JobAction> => {
      const runs = chosen.filter(fits);
      const who = runs.length === 1 ? (runs[0]?.name ?? "") : `${formatCount(runs.length)} jobs`;
      const word = `${id.toUpperCase()}${chosen.length > 1 ? ` ${runs.length}` : ""}`;
      const blocked = chosen.length === 0 ? "choose a job" : runs.length === 0 ? reason : undefined;
      return { id, word, key, meaning, blocked, run: () => void act(runs, who) };
    };
    const waits = ({ status }: Run) => status === "pending";
    return [
      deed("start", "go", "S", waits, "does not wait", (runs) => send(runs, "start", "started")),
      deed(
        "hold",
        "careful",
        "H",
        (run) => waits(run) && run.job?.hold === false,
        "not pending",
        (runs) => send(runs, "hold", "held"),
      ),
      deed("priority", "plain", "P", isActive, "has ended", async (runs, who) => {
        const value = String(runs[0]?.job?.priority ?? 0);
        const field = { label: "Greater goes first, −1,000,000 to 1,000,000", value, rows: 1 };
        const title = `PRIORITY OF ${who}`;
        const answer = await ask({ title, text: "", confirm: "SET", keep: "LEAVE IT", field });
        if (answer === null) return;
        const text = answer.value.trim();
        if (/^[+-]?\d{1,7}$/.test(text)) await send(runs, "priority", `at priority ${Number(text)}`, Number(text));
        else notify("error", "Not set", `${text || "nothing"} is no whole number`);
      }),
      deed(
        "retry",
        "open",
        "R",
        (run) => !isActive(run),
        "has not ended",
        (runs) => send(runs, "retry", "queued again"),
      ),
      deed("cancel", "destroy", "X", isActive, "has ended", async (runs, who) => {
        const text = `Ends ${who}: all of its processes get TERM, and KILL after 10 s. What waits never starts. What was logged stays.`;
        const title = runs.length === 1 ? "CANCEL THIS JOB" : `CANCEL ${formatCount(runs.length)} JOBS`;
        if (await ask({ title, text, confirm: "CANCEL", keep: "LET IT RUN" })) await send(runs, "cancel", "cancelled");
      }),
      deed(
        "delete",
        "destroy",
        "D",
        (run) => run.status !== "running" && endingSince(run, Date.now() / 1000) === null,
        "is running",
        async (runs, who) => {
          const text = `Deletes ${who} with all points, logs, events and checkpoint records. This cannot be undone.`;
          const title = runs.length === 1 ? "DELETE THIS JOB" : `DELETE ${formatCount(runs.length)} JOBS`;
          if (await ask({ title, text, confirm: "DELETE", keep: "KEEP IT" })) await send(runs, "delete", "deleted");
        },
      ),
    ];
  }, [chosen, onDone, ask]);
}
