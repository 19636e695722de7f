import { useCallback, useMemo } from "react";
import { changeModel, deleteModel, listModels, type Model, type ModelUpdate, type Stage } from "../../api/models";
import { useAsk } from "../../ui/Ask";
import type { Deed } from "../../ui/Deeds";
import { notify } from "../../ui/toast";

export interface ModelDeeds {
  deeds: readonly Deed[];
  // By their keys: production, staging, none.
  stages: readonly { stage: Stage; key: string; set: () => void }[];
}

// What can be done to the model that is open.
export function useModelDeeds(
  model: Model | null,
  onTrain: (id: string) => void,
  onDone: () => Promise<void>,
): ModelDeeds {
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
    const change = ({ id }: Model, update: ModelUpdate) => act("Not changed", () => changeModel(id, update));
    const rename = async (one: Model) => {
      const field = { label: "Name of the model", value: one.name, rows: 1 };
      const answer = await ask({ title: "RENAME", text: "", confirm: "RENAME", keep: "LEAVE IT", field });
      const name = answer?.value.trim() ?? "";
      if (name !== "" && name !== one.name) await change(one, { name });
    };
    const note = async (one: Model) => {
      const field = { label: "Note", value: one.notes, rows: 6 };
      const answer = await ask({ title: `NOTE ON ${one.name}`, text: "", confirm: "SAVE", keep: "LEAVE IT", field });
      if (answer !== null && answer.value !== one.notes) await change(one, { notes: answer.value });
    };
    const remove = async ({ id, name, stage, is_stored: isStored }: Model) => {
      const copy = isStored ? " with the server's copy of its file" : "; the file stays where the script put it";
      const place = stage === "none" ? "" : `, which is in ${stage}`;
      const text = `Deletes ${name}${place}${copy}. The run and the checkpoint that it was made from stay. This cannot be undone.`;
      const title = "DELETE THIS MODEL";
      if (await ask({ title, text, confirm: "DELETE", keep: "KEEP IT" }))
        await act("Not deleted", () => deleteModel(id));
    };
    const setStage = async (one: Model, stage: Stage) => {
      if (one.stage === stage) return;
      if (stage === "production") {
        const { items } = await listModels({ stage, name: one.name, limit: 1 }).catch(() => ({ items: [] }));
        const former = items[0];
        const text = `${former?.id} is in production under the name ${one.name}. It leaves, and ${one.id} takes its place.`;
        const title = "TAKE ITS PLACE IN PRODUCTION";
        const question = { title, text, confirm: "PROMOTE", keep: "LEAVE IT", isCalm: true };
        if (former !== undefined && !(await ask(question))) return;
      }
      await change(one, { stage });
    };
    const none = model === null ? "choose one" : undefined;
    const idle = model !== null && model.status !== "ready" ? `is ${model.status}` : none;
    const on = (deed: (model: Model) => unknown) => () => void (model !== null && deed(model));
    const stage = (name: Stage, key: string) => ({ stage: name, key, set: on((one) => setStage(one, name)) });
    return {
      deeds: [
        {
          id: "train",
          word: "TRAIN FROM IT",
          key: "J",
          meaning: "go",
          blocked: idle,
          run: on(({ id }) => onTrain(id)),
        },
        { id: "rename", word: "RENAME", key: "R", meaning: "plain", blocked: none, run: on(rename) },
        { id: "note", word: "NOTE", key: "N", meaning: "plain", blocked: none, run: on(note) },
        { id: "delete", word: "DELETE", key: "D", meaning: "destroy", blocked: none, run: on(remove) },
      ],
      stages: [stage("none", "O"), stage("staging", "S"), stage("production", "P")],
    };
  }, [model, ask, act, onTrain]);
}
