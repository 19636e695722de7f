import { useEffect, useState } from "react";
import { Problem } from "../../api/http";
import type { Run } from "../../api/wire";
import { formatBytes } from "../../ui/format";
import { lazily } from "../../ui/lazily";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./Checkpoints.module.css";
import { CheckpointTable } from "./CheckpointTable";
import { type Checkpoints, useCheckpoints } from "./useCheckpoints";

const Details = lazily(() => import("./Details").then((details) => details.default));

// The saved states of the selected run.
export function CheckpointsPanel({ run, ...frame }: PanelFrame & { run: Run | null }) {
  const saved = useCheckpoints(run?.id ?? null, run?.name);
  const [open, setOpen] = useState<string | null>(null);
  return <SavedPanel {...frame} run={run} saved={saved} open={open} onOpen={setOpen} />;
}

interface Props extends PanelFrame {
  run: Run | null;
  saved: Checkpoints;
  // Which of them is shown with all its details.
  open: string | null;
  onOpen: (id: string | null) => void;
  // In a narrow column: step, metrics and time only.
  isNarrow?: boolean;
}

export function SavedPanel({ run, saved, open, onOpen, isNarrow = false, ...frame }: Props) {
  const items = saved.items ?? [];
  const size = items.reduce((sum, checkpoint) => sum + (checkpoint.size ?? 0), 0);
  const shown = items.find((checkpoint) => checkpoint.id === open);
  const best = items.find((checkpoint) => checkpoint.is_best);
  // No live script could be asked: how one begins from it is told in its details.
  const told = saved.howTo?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened when it is told, and not again when it was closed.
  useEffect(() => {
    if (told !== undefined) onOpen(told);
  }, [told]);
  return (
    <Panel
      {...frame}
      title="CHECKPOINTS"
      area="checkpoints"
      subject={run !== null && (isNarrow ? <small>{items.length}</small> : <span className="clip">{run.name}</span>)}
    >
      {run === null && <Notice title="No run selected">The checkpoints of the selected run are listed here.</Notice>}
      {saved.error !== null && <CheckpointProblem error={saved.error} />}
      {saved.items !== null && items.length === 0 && (
        <Notice title="No checkpoint yet">
          <code>monitor.save_checkpoint("model.pt")</code> in the script registers the first one, and it appears here.
        </Notice>
      )}
      {items.length > 0 && (
        <>
          <CheckpointTable
            items={items}
            loss={run?.primary.loss ?? null}
            isNarrow={isNarrow}
            open={open}
            saved={saved}
            onOpen={onOpen}
          />
          <footer className={styles.foot}>
            <b>{items.length}</b> {items.length === 1 ? "checkpoint" : "checkpoints"} <b>{formatBytes(size)}</b>
            {best !== undefined && best.step !== null && (
              <>
                {" "}
                best at step <b>{best.step}</b>
              </>
            )}
          </footer>
        </>
      )}
      {shown !== undefined && (
        <Details
          key={shown.id}
          checkpoint={shown}
          howTo={saved.howTo?.id === shown.id ? saved.howTo.text : null}
          onClose={() => onOpen(null)}
          onLoad={() => saved.load(shown)}
          onBest={() => saved.best(shown)}
          onPromote={() => saved.promote(shown)}
          onDelete={() => saved.remove(shown)}
        />
      )}
    </Panel>
  );
}

function CheckpointProblem({ error }: { error: Error }) {
  if (error instanceof Problem && error.isAbsent)
    return (
      <Notice title="This server does not list checkpoints">
        Step, metrics, size, hash and validity of each saved checkpoint are listed here where it does.
      </Notice>
    );
  return <Notice title="The checkpoints could not be read">{error.message}</Notice>;
}
