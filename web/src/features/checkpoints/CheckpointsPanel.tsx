import { useState } from "react";
import { deleteCheckpoint, listCheckpoints, loadCheckpoint, markBest } from "../../api/checkpoints";
import { Problem } from "../../api/http";
import type { Checkpoint, Run } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { useResource } from "../../live/useResource";
import { useAsk } from "../../ui/Ask";
import { formatBytes } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import { notify } from "../../ui/toast";
import { CheckpointRow } from "./CheckpointRow";
import styles from "./Checkpoints.module.css";
import { metricColumns, type SortKey, sortCheckpoints } from "./columns";

// The saved states of the selected run. Every action goes to the server, and what is shown is what it then says.
export function CheckpointsPanel({ run, ...frame }: PanelFrame & { run: Run | null }) {
  const ask = useAsk();
  const live = useLive();
  const version = useStore(live.checkpointsChanged) + useStore(live.connects);
  const [sort, setSort] = useState<{ by: SortKey; down: boolean }>({ by: "step", down: true });
  const id = run?.id ?? null;
  const { data, error, reload } = useResource(id, version, (signal) => listCheckpoints(id ?? "", signal));

  const act = async (name: string, action: () => Promise<unknown>) => {
    try {
      await action();
      await reload();
    } catch (problem) {
      notify("error", name, problem instanceof Error ? problem.message : String(problem));
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

  const items = data?.items ?? [];
  const columns = metricColumns(items, run?.primary.loss ?? null);
  const heads: [SortKey, string, boolean][] = [
    ["id", "CHECKPOINT", false],
    ["step", "STEP", true],
    ...columns.map((key): [SortKey, string, boolean] => [`metric:${key}`, key.toUpperCase(), true]),
    ["size", "SIZE", true],
    ["sha256", "SHA-256", true],
    ["validity", "VALID", false],
    ["created_at", "SAVED", true],
  ];
  const size = items.reduce((sum, checkpoint) => sum + (checkpoint.size ?? 0), 0);
  return (
    <Panel
      {...frame}
      title="CHECKPOINTS"
      area="checkpoints"
      subject={run !== null && <span className="clip">{run.name}</span>}
    >
      {run === null && <Notice title="No run selected">The checkpoints of the selected run are listed here.</Notice>}
      {error !== null && <CheckpointProblem error={error} />}
      {data !== null && items.length === 0 && (
        <Notice title="No checkpoint yet">
          <code>monitor.save_checkpoint("model.pt")</code> in the script registers the first one, and it appears here.
        </Notice>
      )}
      {items.length > 0 && (
        <>
          <ScrollArea className={styles.scroll} label="Checkpoints">
            <table>
              <thead>
                <tr>
                  {heads.map(([by, word, isNumber]) => (
                    <th
                      key={by}
                      scope="col"
                      className={isNumber ? "num" : ""}
                      aria-sort={sort.by === by ? (sort.down ? "descending" : "ascending") : "none"}
                    >
                      <button
                        type="button"
                        onClick={() => setSort({ by, down: sort.by === by ? !sort.down : isNumber })}
                      >
                        {word}
                        {sort.by === by && (sort.down ? " ↓" : " ↑")}
                      </button>
                    </th>
                  ))}
                  <th scope="col" className="num">
                    ACTIONS
                  </th>
                </tr>
              </thead>
              <tbody>
                {sortCheckpoints(items, sort.by, sort.down).map((checkpoint) => (
                  <CheckpointRow
                    key={checkpoint.id}
                    checkpoint={checkpoint}
                    columns={columns}
                    onLoad={() => void act("Checkpoint not loaded", () => loadCheckpoint(checkpoint.id))}
                    onBest={() => void act("Best not marked", () => markBest(checkpoint.id))}
                    onDelete={() => void remove(checkpoint)}
                  />
                ))}
              </tbody>
            </table>
          </ScrollArea>
          <footer className={styles.foot}>
            <b>{items.length}</b> {items.length === 1 ? "checkpoint" : "checkpoints"} <b>{formatBytes(size)}</b>
          </footer>
        </>
      )}
    </Panel>
  );
}

function CheckpointProblem({ error }: { error: Error }) {
  if (error instanceof Problem && error.isAbsent)
    return (
      <Notice title="This server does not list checkpoints yet">
        Step, metrics, size, hash and validity of each saved checkpoint will be listed here once it does.
      </Notice>
    );
  return <Notice title="The checkpoints could not be read">{error.message}</Notice>;
}
