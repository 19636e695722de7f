import { useMemo } from "react";
import { Problem } from "../../api/http";
import { commandRun, exportPath } from "../../api/runs";
import type { Run } from "../../api/wire";
import { useAsk } from "../../ui/Ask";
import { notify } from "../../ui/toast";
import styles from "./ActionBar.module.css";
import { type Action, useRunActions } from "./useRunActions";

interface Options {
  run: Run | null;
  isDeleted: boolean;
  // Where the page has no place of its own for them, notes and tags are asked for.
  onNote?: () => void;
  onTag?: () => void;
  onCompare: () => void;
  // Null while it has no checkpoint.
  onPromote: (() => void) | null;
}

// What can be done with a run on its own page and on the terminal: what changes it, and what goes on from it.
export function usePageActions({ run, isDeleted, onNote, onTag, onCompare, onPromote }: Options): Action[] {
  const ask = useAsk();
  const base = useRunActions(run);
  return useMemo(() => {
    if (run === null) return [];
    const stop = async () => {
      let when: "now" | "epoch_end" = "now";
      const text = <StopChoice run={run} onChoose={(choice) => (when = choice)} />;
      if (!(await ask({ title: "STOP THIS RUN", text, confirm: "STOP IT", keep: "LET IT RUN", isCalm: true }))) return;
      try {
        await commandRun(run.id, "stop", when);
        notify("info", run.name, when === "now" ? "its script was asked to stop" : "it stops at the end of the epoch");
      } catch (problem) {
        const isAbsent = problem instanceof Problem && problem.isAbsent;
        const text = problem instanceof Error ? problem.message : String(problem);
        notify("error", "Not stopped", isAbsent ? "This run is not on the server any more." : text);
      }
    };
    const resume = async () => {
      const text = <ResumeText run={run} />;
      const answer = await ask({ title: "HOW TO RESUME", text, confirm: "COPY THE CODE", keep: "CLOSE", isCalm: true });
      if (answer === null) return;
      await navigator.clipboard.writeText(resumeCode(run)).then(
        () => notify("info", run.name, "the code was copied"),
        () => notify("error", "Not copied", "The browser refused; select the text instead."),
      );
    };
    const own: Record<string, Partial<Action>> = {
      stop: { run: () => void stop() },
      note: onNote === undefined ? {} : { run: onNote },
      tag: onTag === undefined ? {} : { run: onTag },
    };
    const csv = () => {
      const link = document.createElement("a");
      link.href = exportPath(run.id, "csv");
      link.download = `${run.id}.csv`;
      link.click();
    };
    const canResume = run.status === "interrupted" || run.status === "failed";
    const more: Action[] = [
      {
        id: "resume",
        word: "RESUME",
        key: "R",
        meaning: "careful",
        blocked: canResume ? undefined : run.status,
        run: () => void resume(),
      },
      {
        id: "promote",
        word: "PROMOTE",
        key: "P",
        meaning: "go",
        blocked: onPromote === null ? "no checkpoint" : undefined,
        run: () => onPromote?.(),
      },
      { id: "compare", word: "COMPARE", key: "C", meaning: "open", run: onCompare },
      { id: "csv", word: "CSV", key: "", meaning: "plain", run: csv },
    ];
    const all = [...base.map((action) => ({ ...action, ...own[action.id] })), ...more];
    return isDeleted ? all.map((action) => ({ ...action, blocked: "deleted" })) : all;
  }, [run, isDeleted, base, ask, onNote, onTag, onCompare, onPromote]);
}

function StopChoice({ run, onChoose }: { run: Run; onChoose: (when: "now" | "epoch_end") => void }) {
  return (
    <fieldset className={styles.choice}>
      <legend>Asks {run.name} to end in good order. It may be resumed later.</legend>
      <label>
        <input type="radio" name="when" defaultChecked onChange={() => onChoose("now")} /> now, after the step it is at
      </label>
      <label>
        <input type="radio" name="when" onChange={() => onChoose("epoch_end")} /> at the end of the epoch
      </label>
    </fieldset>
  );
}

export const resumeCode = (run: Run): string => `monitor = TrainingMonitor.resume_or_create(
    run_name=${JSON.stringify(run.name)}, project=${JSON.stringify(run.project)}, checkpoint_dir="./checkpoints")
checkpoint = monitor.get_last_checkpoint()`;

function ResumeText({ run }: { run: Run }) {
  return (
    <div className={styles.how}>
      <p>Its script takes it up again where its last checkpoint ended. In the script:</p>
      <pre>{resumeCode(run)}</pre>
      <p>The points logged from there on become a new segment; what they supersede stays visible as a ghost.</p>
    </div>
  );
}
