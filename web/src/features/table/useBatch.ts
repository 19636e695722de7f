import { useMemo } from "react";
import { type BatchAction, batchRuns, findRuns, MOST_AT_ONCE } from "../../api/runs";
import type { Run } from "../../api/wire";
import { hidden, setHidden } from "../../live/hidden";
import { useAsk } from "../../ui/Ask";
import { formatCount } from "../../ui/format";
import { notify } from "../../ui/toast";
import type { Column } from "./columns";
import { csvOf, saveText } from "./csv";
import { countOf, isChosen, type Selection } from "./selection";

interface Wish {
  search: string;
  selection: Selection;
  total: number;
  // What is acted on when nothing is selected.
  active: Run | null;
  columns: readonly Column[];
  onDone: (wasDeleted: boolean) => void;
  onCompare: (ids: readonly string[]) => void;
}

const MOST_COMPARED = 100;

// What can be done to the selected runs at once, or to the one under the keyboard when none is selected.
export function useBatch({ search, selection, total, active, columns, onDone, onCompare }: Wish) {
  const ask = useAsk();
  return useMemo(() => {
    const chosen = countOf(selection, total);
    const count = chosen === 0 ? (active === null ? 0 : 1) : chosen;
    const who = chosen === 0 ? (active?.name ?? "") : count === 1 ? "1 run" : `${formatCount(count)} runs`;

    // Every run meant; all that a filter leaves are read first, before an action changes what it leaves.
    const read = async () => (await everyRun(search)).filter((run) => chosen === 0 || isChosen(selection, run.id));
    const ids = async (): Promise<string[]> => {
      if (chosen === 0) return active === null ? [] : [active.id];
      return selection.isAll ? (await read()).map((run) => run.id) : [...selection.ids];
    };
    const guarded = async (what: string, work: () => Promise<void>) => {
      if (count === 0) return;
      try {
        await work();
      } catch (problem) {
        notify("error", what, problem instanceof Error ? problem.message : String(problem));
      }
    };
    const send = (action: BatchAction, said: string, more = {}) =>
      guarded(`Not ${said}`, async () => {
        const all = await ids();
        const failed: { id: string; reason: string }[] = [];
        for (let i = 0; i < all.length; i += MOST_AT_ONCE)
          failed.push(...(await batchRuns(all.slice(i, i + MOST_AT_ONCE), action, more)).failed);
        const done = all.length - failed.length;
        if (done > 0) notify("info", `${formatCount(done)} ${done === 1 ? "run" : "runs"} ${said}`);
        if (failed.length > 0) notify("error", `${formatCount(failed.length)} not ${said}`, failed[0]?.reason ?? "");
        onDone(action === "delete");
      });
    const text = async (title: string, label: string): Promise<string | null> => {
      const field = { label, value: "", rows: 1 };
      const answer = await ask({ title, text: "", confirm: "SAVE", keep: "LEAVE IT", field });
      return answer?.value.trim() || null;
    };
    return {
      count,
      chosen,
      remove: async () => {
        const warning = `Deletes ${who} with all points, events and checkpoint records. This cannot be undone. Scripts that still run go on, and what they log from then on is kept nowhere.`;
        const title = count === 1 ? "DELETE THIS RUN" : `DELETE ${formatCount(count)} RUNS`;
        if (count > 0 && (await ask({ title, text: warning, confirm: "DELETE", keep: "KEEP THEM" })))
          await send("delete", "deleted");
      },
      cancel: async () => {
        const warning = `Marks ${who} as cancelled, of those that are over none. Cancelled runs cannot be resumed; what they logged stays.`;
        const title = count === 1 ? "CANCEL THIS RUN" : `CANCEL ${formatCount(count)} RUNS`;
        if (count > 0 && (await ask({ title, text: warning, confirm: "CANCEL RUNS", keep: "LET THEM BE" })))
          await send("cancel", "cancelled");
      },
      tag: async () => {
        const tag = count > 0 ? await text(`TAG ${who}`, "Tag to add") : null;
        if (tag !== null) await send("tag", `tagged ${tag}`, { tag });
      },
      untag: async () => {
        const tag = count > 0 ? await text(`UNTAG ${who}`, "Tag to take away") : null;
        if (tag !== null) await send("untag", `without ${tag}`, { tag });
      },
      move: async () => {
        const project = count > 0 ? await text(`MOVE ${who}`, "Project to move to") : null;
        if (project !== null) await send("move", `moved to ${project}`, { project });
      },
      hide: () =>
        guarded("Not hidden", async () => {
          const all = await ids();
          setHidden(all, !all.every((id) => hidden.get().has(id)));
          onDone(false);
        }),
      compare: () =>
        guarded("Not compared", async () => {
          const all = await ids();
          if (all.length > MOST_COMPARED)
            notify("info", `The first ${MOST_COMPARED} of ${formatCount(all.length)} runs are compared`);
          onCompare(all.slice(0, MOST_COMPARED));
        }),
      // The selected rows, or all that the filter leaves, in the columns that are shown.
      save: async () => {
        try {
          const rows = await read();
          saveText("runs.csv", csvOf(rows, columns));
          notify("done", `${formatCount(rows.length)} runs saved`, "runs.csv");
        } catch (problem) {
          notify("error", "Not saved", problem instanceof Error ? problem.message : String(problem));
        }
      },
    };
  }, [search, selection, total, active, columns, onDone, onCompare, ask]);
}

export type Batch = ReturnType<typeof useBatch>;

async function everyRun(search: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (;;) {
    const page = await findRuns(new URLSearchParams(search), runs.length, MOST_AT_ONCE);
    runs.push(...page.items);
    if (page.next_cursor === null || page.items.length === 0) return runs;
  }
}
