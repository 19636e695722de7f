import { type KeyboardEvent, useCallback, useMemo, useState } from "react";
import type { JobAction } from "../../api/jobs";
import type { Run } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { Button } from "../../ui/Button";
import { Deeds } from "../../ui/Deeds";
import { formatCount } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import { JobRow } from "./JobRow";
import styles from "./Jobs.module.css";
import { useJobActions } from "./useJobActions";
import type { Jobs } from "./useJobs";

interface Props extends PanelFrame {
  queue: Jobs;
  // When those that wait will start, where that is known; seconds.
  starts: ReadonlyMap<string, number>;
  isFiltered: boolean;
  // There is less room: what the console and the run's page say as well is left out.
  isCompact: boolean;
  openId: string | null;
  onOpen: (id: string | null) => void;
  onOpenRun: (id: string) => void;
}

const GROUPS: [string, string, (run: Run) => boolean][] = [
  ["RUNNING", "", (run) => run.status === "running"],
  ["QUEUED", "start as slots and GPUs fall free", (run) => run.status === "queued"],
  ["PENDING", "not yet eligible", (run) => run.status === "pending"],
  ["RECENT", "newest first", (run) => run.ended_at !== null || run.status === "interrupted"],
];
const NONE: ReadonlySet<string> = new Set();

// The queue: what runs, what waits and in which order, what ended lately, and what can be done to it.
export function JobsPanel({ queue, starts, isFiltered, isCompact, openId, onOpen, onOpenRun, ...frame }: Props) {
  const { trends } = useLive();
  useStore(trends.filled);
  const [chosenIds, setChosenIds] = useState(NONE);
  const { jobs, reload } = queue;
  const chosen = useMemo(() => {
    const ticked = jobs.filter(({ id }) => chosenIds.has(id));
    return ticked.length > 0 ? ticked : jobs.filter(({ id }) => id === openId);
  }, [jobs, chosenIds, openId]);
  const onDone = useCallback(
    (action: JobAction) => {
      if (action === "delete") setChosenIds(NONE);
      void reload();
    },
    [reload],
  );
  const deeds = useJobActions(chosen, onDone);
  const onChoose = useCallback((id: string) => setChosenIds((ids) => toggled(ids, id)), []);
  const names = useMemo(() => new Map(jobs.map(({ id, name }) => [id, name])), [jobs]);
  const nameOf = useCallback((id: string) => names.get(id) ?? id, [names]);
  const groups = GROUPS.map(([word, text, holds]) => ({ word, text, runs: jobs.filter(holds) }));
  const ordered = groups.flatMap(({ runs }) => runs);
  const isAll = jobs.length > 0 && chosenIds.size >= jobs.length;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = ordered.findIndex(({ id }) => id === openId);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ordered.length - 1 }[event.key];
    const isPressed = (event.target as HTMLElement).matches("input, a, footer button");
    const deed = deeds.find(({ key }) => key === event.key.toUpperCase());
    if (next !== undefined) {
      const run = ordered[Math.min(Math.max(0, next), ordered.length - 1)];
      if (run === undefined) return;
      onOpen(run.id);
      event.currentTarget.querySelector(`[data-job="${run.id}"]`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === " " && !isPressed && openId !== null) onChoose(openId);
    else if (event.key === "Enter" && !isPressed && openId !== null) onOpenRun(openId);
    else if (deed !== undefined) {
      if (deed.blocked === undefined) deed.run();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const hidden = queue.total - jobs.length;
  return (
    <Panel
      {...frame}
      title="QUEUE"
      area="jobs"
      onKeyDown={onKeyDown}
      subject={
        <small>
          {formatCount(jobs.length)} shown{hidden > 0 && `, ${formatCount(hidden)} more match: filter for them`}
        </small>
      }
    >
      {queue.error !== null && <Notice title="The jobs could not be read">{queue.error.message}</Notice>}
      {queue.isRead && jobs.length === 0 ? (
        <div className={styles.nothing}>
          <Notice title={isFiltered ? "No job is left by this filter" : "No job yet"}>
            {isFiltered
              ? "Choose ALL and clear the text to see every job."
              : "LAUNCH starts a training on this machine: a template with its parameters, or a command of your own."}
          </Notice>
        </div>
      ) : (
        <ScrollArea className={styles.scroll} label="Jobs">
          <table className={isCompact ? `${styles.table} ${styles.compact}` : styles.table}>
            <thead>
              <tr>
                <th scope="col" className={styles.check}>
                  <label>
                    <input
                      type="checkbox"
                      checked={isAll}
                      onChange={() => setChosenIds(isAll ? NONE : new Set(jobs.map(({ id }) => id)))}
                    />
                    <span className="sr-only">Select all jobs shown</span>
                  </label>
                </th>
                {COLUMNS.map(([word, name]) => (
                  <th key={name} scope="col" className={`${styles[name] ?? ""} ${RIGHT.has(name) ? "num" : ""}`}>
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            {groups.map(
              ({ word, text, runs }) =>
                runs.length > 0 && (
                  <tbody key={word} data-group={word.toLowerCase()}>
                    <tr className={styles.group}>
                      <th colSpan={COLUMNS.length + (isCompact ? -2 : 1)} scope="rowgroup">
                        <b>{word}</b> {formatCount(runs.length)} <small>{text}</small>
                      </th>
                    </tr>
                    {runs.map((run) => (
                      <JobRow
                        key={run.id}
                        run={run}
                        trend={trends.get(run.id)}
                        isOpen={openId === run.id}
                        isChosen={chosenIds.has(run.id)}
                        nameOf={nameOf}
                        gpus={queue.slots?.gpus ?? null}
                        startsAt={starts.get(run.id) ?? null}
                        onOpen={onOpen}
                        onChoose={onChoose}
                      />
                    ))}
                  </tbody>
                ),
            )}
          </table>
        </ScrollArea>
      )}
      <Deeds
        chosen={
          <>
            {chosen.length === 0 && "no job chosen"}
            {chosen.length === 1 && <b>{chosen[0]?.name}</b>}
            {chosen.length > 1 && (
              <>
                <b>{formatCount(chosen.length)}</b> jobs
              </>
            )}
          </>
        }
        deeds={deeds}
      >
        {openId !== null && (
          <Button size="large" keyCap="Enter" onClick={() => onOpenRun(openId)}>
            RUN PAGE
          </Button>
        )}
      </Deeds>
    </Panel>
  );
}

const COLUMNS: [string, string][] = [
  ["STATUS", "status"],
  ["JOB", "name"],
  ["COMMAND", "command"],
  ["COURSE", "spark"],
  ["LOSS", "loss"],
  ["PROGRESS", "progress"],
  ["ELAPSED", "elapsed"],
  ["LEFT", "left"],
  ["PRIO", "prio"],
  ["NEEDS", "needs"],
  ["TRY", "tries"],
];
const RIGHT = new Set(["loss", "elapsed", "left", "prio", "needs", "tries"]);

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
