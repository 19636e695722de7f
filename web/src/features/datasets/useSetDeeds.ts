import { useCallback, useMemo } from "react";
import { changeDataSet, type DataSet, deleteDataSet } from "../../api/datasets";
import { useAsk } from "../../ui/Ask";
import type { Deed } from "../../ui/Deeds";
import { formatBytes, formatCount } from "../../ui/format";
import { notify } from "../../ui/toast";

// What can be done to the data set that is open. What the server refuses is told in its own words.
export function useSetDeeds(
  set: DataSet | null,
  onTrain: (id: string) => void,
  onAdd: (id: string) => void,
  onDone: () => Promise<void>,
): readonly Deed[] {
  const ask = useAsk();
  const act = useCallback(
    async (failure: string, deed: () => Promise<unknown>) => {
      try {
        await deed();
      } catch (problem) {
        notify("error", failure, problem instanceof Error ? problem.message : String(problem));
      }
      await onDone();
    },
    [onDone],
  );
  return useMemo(() => {
    const rename = async ({ id, name }: DataSet) => {
      const field = { label: "Name of the data set", value: name, rows: 1 };
      const answer = await ask({ title: "RENAME", text: "", confirm: "RENAME", keep: "LEAVE IT", field });
      const next = answer?.value.trim() ?? "";
      if (next !== "" && next !== name) await act("Not renamed", () => changeDataSet(id, { name: next }));
    };
    const remove = async ({ id, name, files, size }: DataSet) => {
      const text = `Deletes ${name} with ${formatCount(files)} files, ${formatBytes(size)}, from the server's disk. Runs and models that were made with it stay. This cannot be undone.`;
      const title = "DELETE THIS DATA SET";
      if (await ask({ title, text, confirm: "DELETE", keep: "KEEP IT" }))
        await act("Not deleted", () => deleteDataSet(id));
    };
    const none = set === null ? "choose one" : undefined;
    const idle = set !== null && set.status !== "active" ? `is ${set.status}` : none;
    const on = (deed: (set: DataSet) => unknown) => () => void (set !== null && deed(set));
    return [
      { id: "train", word: "TRAIN ON IT", key: "J", meaning: "go", blocked: idle, run: on(({ id }) => onTrain(id)) },
      { id: "add", word: "ADD FILES", key: "A", meaning: "open", blocked: idle, run: on(({ id }) => onAdd(id)) },
      { id: "rename", word: "RENAME", key: "R", meaning: "plain", blocked: none, run: on(rename) },
      { id: "delete", word: "DELETE", key: "D", meaning: "destroy", blocked: none, run: on(remove) },
    ];
  }, [set, ask, act, onTrain, onAdd]);
}
