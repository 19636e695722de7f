import { useCallback, useRef, useState } from "react";
import { deleteCheckpoint, listCheckpoints, loadCheckpoint, markBest } from "../../api/checkpoints";
import { Problem } from "../../api/http";
import { createModel } from "../../api/models";
import type { Checkpoint } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { useResource } from "../../live/useResource";
import { useAsk } from "../../ui/Ask";
import { formatCount } from "../../ui/format";
import { notify } from "../../ui/toast";
import { bestFit } from "./fit";

export interface Checkpoints {
  items: Checkpoint[] | null;
  error: Error | null;
  // How a script starts from a checkpoint that no live one could be asked to load.
  howTo: { id: string; text: string } | null;
  load: (checkpoint: Checkpoint) => void;
  best: (checkpoint: Checkpoint) => void;
  remove: (checkpoint: Checkpoint) => void;
  // Makes a model of it, under a name that is asked for.
  promote: (checkpoint: Checkpoint) => void;
  // The same with the best one, else the newest; null while there is none that can become a model.
  promoteBest: (() => void) | null;
}

// The saved states of a run. Every action goes to the server, and what is shown is what it then says.
export function useCheckpoints(runId: string | null, runName = ""): Checkpoints {
  const ask = useAsk();
  const live = useLive();
  const version = useStore(live.checkpointsChanged) + useStore(live.connects);
  const [howTo, setHowTo] = useState<Checkpoints["howTo"]>(null);
  const { data, error, reload } = useResource(runId, version, (signal) => listCheckpoints(runId ?? "", signal));

  const act = async (name: string, action: () => Promise<unknown>) => {
    try {
      await action();
      await reload();
    } catch (problem) {
      notify("error", name, problem instanceof Error ? problem.message : String(problem));
    }
  };
  const load = async ({ id, step }: Checkpoint) => {
    try {
      await loadCheckpoint(id);
      setHowTo(null);
      notify("info", "Checkpoint", `its script was asked to load step ${step ?? "unknown"}`);
    } catch (problem) {
      const text = problem instanceof Problem ? problem.body.how_to : null;
      if (typeof text === "string") setHowTo({ id, text });
      else notify("error", "Checkpoint not loaded", problem instanceof Error ? problem.message : String(problem));
    }
  };
  const remove = async (checkpoint: Checkpoint) => {
    const text =
      checkpoint.stored === "uploaded"
        ? "Its record and the uploaded file are deleted. This cannot be undone."
        : `Its record is deleted; the file ${checkpoint.filepath} stays where it is.`;
    if (await ask({ title: `DELETE CHECKPOINT ${checkpoint.id}`, text, confirm: "DELETE", keep: "KEEP IT" }))
      await act("Checkpoint not deleted", () => deleteCheckpoint(checkpoint.id));
  };
  const promote = async (checkpoint: Checkpoint) => {
    const at = checkpoint.step === null ? checkpoint.name : `the checkpoint at step ${formatCount(checkpoint.step)}`;
    const text = `Keeps ${at}${checkpoint.is_best ? ", the best one," : ""} as a model, with a copy of its file where the server may read it. It outlives this run.`;
    const field = { label: "Name of the model", value: runName, rows: 1 };
    const answer = await ask({ title: "PROMOTE TO A MODEL", text, confirm: "PROMOTE", keep: "NOT NOW", field });
    if (answer === null) return;
    try {
      const model = await createModel({ name: answer.value.trim(), checkpoint_id: checkpoint.id });
      notify("done", model.name, `model ${model.id} was made of ${at}`);
    } catch (problem) {
      notify("error", "Not promoted", problem instanceof Error ? problem.message : String(problem));
    }
  };
  const chosen = bestFit(data?.items ?? []);
  const latest = useRef(() => {});
  latest.current = () => chosen !== undefined && void promote(chosen);
  const promoteBest = useCallback(() => latest.current(), []);
  return {
    items: data?.items ?? null,
    error,
    howTo,
    load: (checkpoint) => void load(checkpoint),
    best: (checkpoint) => void act("Best not marked", () => markBest(checkpoint.id)),
    remove: (checkpoint) => void remove(checkpoint),
    promote: (checkpoint) => void promote(checkpoint),
    promoteBest: chosen === undefined ? null : promoteBest,
  };
}
