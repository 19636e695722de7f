import { useMemo, useState } from "react";
import { Problem } from "../../api/http";
import { changeRun, commandRun, deleteRun, exportPath, hasExport, type RunChange } from "../../api/runs";
import type { Run } from "../../api/wire";
import { useLive } from "../../live/LiveContext";
import { saveNotes } from "../../live/notes";
import { useAsk } from "../../ui/Ask";
import { formatCount } from "../../ui/format";
import { notify } from "../../ui/toast";

export interface Action {
  id: string;
  word: string;
  key: string;
  meaning: "go" | "open" | "careful" | "destroy" | "plain";
  blocked?: string | undefined;
  run: () => void;
}

const OVER = ["completed", "failed", "cancelled"];

// What can be done to the selected run, each with its key, and with the reason where it cannot be done now.
export function useRunActions(run: Run | null): Action[] {
  const ask = useAsk();
  const { catalog } = useLive();
  const [hasCommands, setHasCommands] = useState(true);
  const [hasExports, setHasExports] = useState(true);
  return useMemo(() => {
    if (run === null) return [];
    const report = (name: string, problem: unknown) =>
      notify("error", name, problem instanceof Error ? problem.message : String(problem));
    const put = async (name: string, saved: Promise<Run>) => {
      try {
        catalog.put(await saved);
      } catch (problem) {
        report(name, problem);
      }
    };
    const change = (name: string, body: RunChange) => put(name, changeRun(run.id, body));
    const command = async (name: string, word: string) => {
      try {
        await commandRun(run.id, word);
        notify("info", run.name, `${word} was sent to its script`);
      } catch (problem) {
        if (problem instanceof Problem && problem.isAbsent) setHasCommands(false);
        report(
          name,
          problem instanceof Problem && problem.isAbsent
            ? "This server does not deliver commands to scripts yet."
            : problem,
        );
      }
    };
    const at = `${run.name} at step ${formatCount(run.step)}${run.total_steps === null ? "" : ` of ${formatCount(run.total_steps)}`}`;
    const isOver = OVER.includes(run.status);
    const live = run.status === "running" ? (hasCommands ? undefined : "not on this server") : run.status;

    const cancel = async () => {
      const text = `Marks ${at} as cancelled. It cannot be resumed; its curves, checkpoints and events stay.`;
      if (await ask({ title: "CANCEL THIS RUN", text, confirm: "CANCEL RUN", keep: "KEEP IT" }))
        await change("Not cancelled", { status: "cancelled" });
    };
    const fail = async () => {
      const text = `Marks ${at} as failed. It may be resumed later.`;
      if (await ask({ title: "MARK AS FAILED", text, confirm: "MARK FAILED", keep: "LEAVE IT" }))
        await change("Not marked", { status: "failed" });
    };
    const remove = async () => {
      const goesOn =
        run.status === "running" ? " Its script goes on, and what it logs from then on is kept nowhere." : "";
      const text = `Deletes ${at} with all its points, events and checkpoint records. This cannot be undone.${goesOn}`;
      if (!(await ask({ title: "DELETE THIS RUN", text, confirm: "DELETE RUN", keep: "KEEP IT" }))) return;
      try {
        await deleteRun(run.id);
        catalog.remove(run.id);
      } catch (problem) {
        report("Not deleted", problem);
      }
    };
    const edit = async (title: string, label: string, value: string, rows: number): Promise<string | null> => {
      const answer = await ask({ title, text: "", confirm: "SAVE", keep: "LEAVE IT", field: { label, value, rows } });
      return answer?.value ?? null;
    };
    const note = async () => {
      const notes = await edit(`NOTE ON ${run.name}`, "What was learned", run.notes, 8);
      if (notes !== null) await put("Note not saved", saveNotes(run.id, run.notes, notes));
    };
    const rename = async () => {
      const name = (await edit(`RENAME ${run.name}`, "Name", run.name, 1))?.trim();
      if (name) await change("Not renamed", { name });
    };
    const tag = async () => {
      const text = await edit(`TAGS OF ${run.name}`, "Tags, separated by commas", run.tags.join(", "), 1);
      if (text === null) return;
      const tags = [...new Set(text.split(",").map((word) => word.trim()))].filter((word) => word !== "");
      await change("Tags not saved", { tags });
    };
    const save = async () => {
      if (!(await hasExport(run.id).catch(() => false))) {
        setHasExports(false);
        report("Not exported", "This server does not export runs yet; its API returns every point of a run.");
        return;
      }
      const link = document.createElement("a");
      link.href = exportPath(run.id);
      link.download = `${run.id}.ndjson`;
      link.click();
    };
    return [
      {
        id: "stop",
        word: "STOP",
        key: "S",
        meaning: "careful",
        blocked: live,
        run: () => void command("Not stopped", "stop"),
      },
      {
        id: "cancel",
        word: "CANCEL",
        key: "X",
        meaning: "destroy",
        blocked: isOver ? run.status : undefined,
        run: () => void cancel(),
      },
      {
        id: "checkpoint",
        word: "CHECKPOINT",
        key: "K",
        meaning: "go",
        blocked: live,
        run: () => void command("No checkpoint", "checkpoint"),
      },
      {
        id: "fail",
        word: "MARK FAILED",
        key: "F",
        meaning: "plain",
        blocked: isOver ? run.status : undefined,
        run: () => void fail(),
      },
      { id: "rename", word: "RENAME", key: "", meaning: "plain", run: () => void rename() },
      { id: "tag", word: "TAGS", key: "T", meaning: "plain", run: () => void tag() },
      { id: "note", word: "NOTE", key: "N", meaning: "plain", run: () => void note() },
      {
        id: "export",
        word: "EXPORT",
        key: "E",
        meaning: "open",
        blocked: hasExports ? undefined : "not on this server",
        run: () => void save(),
      },
      { id: "delete", word: "DELETE", key: "", meaning: "destroy", run: () => void remove() },
    ];
  }, [run, ask, catalog, hasCommands, hasExports]);
}
