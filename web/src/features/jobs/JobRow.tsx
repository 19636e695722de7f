import { memo } from "react";
import type { Run } from "../../api/wire";
import { useNow } from "../../live/useNow";
import { Badge } from "../../ui/Badge";
import { formatClock, formatElapsed, formatLeft, formatValue } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import { Sparkline } from "../../ui/Sparkline";
import { endingSince, GRACE } from "./ending";
import styles from "./Jobs.module.css";

interface Props {
  run: Run;
  trend: readonly number[];
  isOpen: boolean;
  isChosen: boolean;
  // The name of a run that it waits for, by id.
  nameOf: (id: string) => string;
  // How many the server's machine has; null until it said so.
  gpus: number | null;
  // When it will, if it waits and that is known; seconds.
  startsAt: number | null;
  onOpen: (id: string) => void;
  onChoose: (id: string) => void;
}

// One job: what it is, how far it is, and what it waits for.
export const JobRow = memo(function JobRow({
  run,
  trend,
  isOpen,
  isChosen,
  nameOf,
  gpus,
  startsAt,
  onOpen,
  onChoose,
}: Props) {
  const job = run.job;
  const loss = run.primary.loss == null ? null : run.metrics[run.primary.loss];
  const command = job?.template ?? job?.command.map((word) => word.split("/").at(-1)).join(" ");
  const isWaiting = run.status === "queued" || run.status === "pending";
  return (
    <tr
      data-job={run.id}
      data-status={run.status}
      className={isOpen ? styles.open : undefined}
      aria-selected={isOpen}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest("a, button, label")) onOpen(run.id);
      }}
    >
      <td className={styles.check}>
        <label>
          <input type="checkbox" checked={isChosen} onChange={() => onChoose(run.id)} />
          <span className="sr-only">Select {run.name}</span>
        </label>
      </td>
      <td className={styles.status}>
        <Badge status={run.status} />
      </td>
      <th scope="row" className={styles.name}>
        <button type="button" aria-pressed={isOpen} onClick={() => onOpen(run.id)} title={run.name}>
          {run.name}
        </button>
        {run.is_simulated && <small className={styles.mark}>SIMULATED</small>}
      </th>
      <td className={styles.command} title={job?.command.join(" ")}>
        {command}
      </td>
      <td className={styles.spark}>
        <Sparkline values={trend} width={56} />
      </td>
      <td className={`${styles.loss} num`} data-cell="loss">
        {loss == null ? "" : formatValue(loss.latest)}
      </td>
      <td className={styles.progress}>
        {isWaiting ? (
          <span className={styles.waits}>{waitOf(run, nameOf, gpus)}</span>
        ) : (
          <>
            <Meter
              value={run.progress}
              label={`Progress of ${run.name}`}
              tone={TONES[run.status] ?? "muted"}
              segments={true}
            />
            <b>{run.progress === null ? "" : `${run.progress.toFixed(1)}%`}</b>
          </>
        )}
      </td>
      <td className={`${styles.elapsed} num`} data-cell="elapsed">
        <Elapsed run={run} />
      </td>
      <td className={`${styles.left} num`} data-cell="left">
        {isWaiting && startsAt !== null && <Until time={startsAt} />}
        {!isWaiting && (run.status === "running" ? formatLeft(run.eta_seconds) : <End run={run} />)}
      </td>
      <td className={`${styles.prio} num`}>{job?.priority}</td>
      <td className={`${styles.needs} num`}>{needsOf(run)}</td>
      <td className={`${styles.tries} num`} title="attempt of those allowed">
        {run.attempt}/{Math.max(run.attempt, (job?.max_retries ?? 0) + 1)}
      </td>
    </tr>
  );
});

const TONES: Record<string, "good" | "info" | "err" | "warn" | "muted"> = {
  running: "good",
  failed: "err",
  interrupted: "warn",
};

// Ticks by itself, so that the row around it is drawn only for news.
function Elapsed({ run }: { run: Run }) {
  if (run.started_at === null) return null;
  if (run.status === "running") return <Ticking since={Date.parse(run.started_at) / 1000} />;
  const end = run.ended_at === null ? null : Date.parse(run.ended_at);
  return end === null ? null : formatElapsed((end - Date.parse(run.started_at)) / 1000);
}

// Counts down to an estimate, which is passed now and then.
const Until = ({ time }: { time: number }) => {
  const left = time - useNow();
  return left < 1 ? "soon" : `in ${formatLeft(left)}`;
};

const Ticking = ({ since }: { since: number }) => formatElapsed(useNow() - since);

function waitOf(run: Run, nameOf: (id: string) => string, gpus: number | null): string {
  const job = run.job;
  if (job === null) return "";
  if (gpus !== null && job.gpus > gpus) return `wants ${job.gpus} GPU, this machine has ${gpus || "none"}`;
  if (run.status === "queued") return job.gpus > 0 ? "waits for a slot and GPUs" : "waits for a slot";
  if (job.hold) return "held by user";
  if (job.depends_on.length > 0) return `after ${job.depends_on.map(nameOf).join(", ")}`;
  if (job.not_before !== null) return `at ${formatClock(job.not_before)} UTC`;
  return "";
}

// Only one that is cancelled may be ending, and only then does it tick.
const End = ({ run }: { run: Run }) => (run.status === "cancelled" ? <Ending run={run} /> : endOf(run));

function Ending({ run }: { run: Run }) {
  const since = endingSince(run, useNow());
  if (since === null) return endOf(run);
  return <b className="tone-warn">{since < GRACE ? `KILL in ${Math.ceil(GRACE - since)} s` : "ending"}</b>;
}

const endOf = (run: Run): string =>
  run.exit_code !== null && run.exit_code !== 0
    ? `exit ${run.exit_code}`
    : (run.ended_at ?? "") && formatClock(run.ended_at ?? "");

function needsOf({ job }: Run): string {
  if (job === null) return "";
  if (job.gpus > 0) return `${job.gpus} GPU`;
  return job.slots === 1 ? "1 slot" : `${job.slots} slots`;
}
