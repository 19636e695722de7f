import type { ReactNode } from "react";
import type { Run } from "../../../api/wire";
import { useNow } from "../../../live/useNow";
import { Badge } from "../../../ui/Badge";
import { DASH, formatClock, formatCount, formatElapsed, formatLeft, formatRate, formatShort } from "../../../ui/format";
import { Meter } from "../../../ui/Meter";
import { elapsedOf, epochsOf, isOver } from "../lossOf";
import { epochShare, headMetrics, pointsOf } from "./facts";
import { MetricFact } from "./MetricFact";
import styles from "./RunTop.module.css";

interface Props {
  run: Run;
  bar: ReactNode;
  tags: ReactNode;
  actions: ReactNode;
  onOpenRun: (id: string) => void;
  onFind: (metric: string) => void;
}

// Who the run is, how far it is, how long it has taken and will take, and its numbers of most interest.
export function RunTop({ run, bar, tags, actions, onOpenRun, onFind }: Props) {
  const share = epochShare(run);
  const epochs = epochsOf(run);
  const metrics = headMetrics(run);
  return (
    <section className={styles.top} aria-label="Run" data-selected-run={run.id}>
      <div className={styles.who}>
        <Badge status={run.status} />
        <h2 title={run.name}>{run.name}</h2>
        <p className={styles.more}>
          <span title="The id, as scripts and the API know it">{run.id}</span> project <b>{run.project}</b>
          {run.hosts.length > 0 && (
            <>
              {" "}
              host <b>{run.hosts.join(", ")}</b>
            </>
          )}
          {run.segment > 1 && (
            <>
              {" "}
              segment <em>{run.segment}</em>
            </>
          )}
          {run.parent_run_id !== null && (
            <>
              {" "}
              from{" "}
              <button type="button" onClick={() => onOpenRun(run.parent_run_id ?? "")}>
                {run.parent_run_id}
              </button>
              {run.parent_step !== null && ` at ${formatCount(run.parent_step)}`}
            </>
          )}
          {run.is_simulated && <em> simulated</em>}
          {tags}
        </p>
        {actions}
      </div>
      {bar}
      <dl className={styles.facts}>
        <Fact
          name="STEP"
          value={formatCount(run.step)}
          unit={run.total_steps === null ? "" : `/ ${formatCount(run.total_steps)}`}
        >
          {run.epoch !== null && (
            <span className={styles.epoch}>
              epoch {formatCount(run.epoch)}
              {epochs !== null && ` of ${formatCount(epochs)}`}
              {share !== null && <Meter value={share} label={`Epoch ${run.epoch}`} tone="info" />}
            </span>
          )}
        </Fact>
        <Elapsed run={run} />
        <TimeLeft run={run} />
        <Fact name="RATE" value={formatRate(run.step_rate)} unit={run.step_rate === null ? "" : "/s"}>
          {run.step_rate !== null && run.step_rate > 0 && `${formatStep(1 / run.step_rate)} a step`}
        </Fact>
        {metrics.map(({ key, summary }, i) => (
          <MetricFact key={key} run={run} name={key} summary={summary} color={i} onFind={onFind} />
        ))}
        <Fact name="POINTS" value={formatShort(pointsOf(run))} unit="">
          {formatCount(Object.keys(run.metrics).length)} {Object.keys(run.metrics).length === 1 ? "metric" : "metrics"}
          {run.points_lost > 0 && <em> · {formatCount(run.points_lost)} lost</em>}
        </Fact>
      </dl>
    </section>
  );
}

function Elapsed({ run }: { run: Run }) {
  const now = useNow();
  const elapsed = elapsedOf(run, now);
  return (
    <Fact name="ELAPSED" value={elapsed === null ? DASH : formatElapsed(elapsed)} unit="">
      {run.started_at === null ? "not started" : `since ${formatClock(run.started_at)}`}
    </Fact>
  );
}

function TimeLeft({ run }: { run: Run }) {
  const now = useNow();
  if (isOver(run) || run.ended_at !== null)
    return (
      <Fact name="ENDED" value={run.ended_at === null ? DASH : formatClock(run.ended_at)} unit="UTC">
        {run.ended_at === null ? "" : run.ended_at.slice(0, 10)}
        {run.exit_code !== null && ` · exit ${run.exit_code}`}
      </Fact>
    );
  return (
    <Fact name="TIME LEFT" value={formatLeft(run.eta_seconds)} unit="">
      {run.eta_seconds !== null && `ends ${formatClock((now + run.eta_seconds) * 1000)}`}
    </Fact>
  );
}

interface FactProps {
  name: string;
  value: string;
  unit: string;
  children?: ReactNode;
}

function Fact({ name, value, unit, children }: FactProps) {
  return (
    <div data-fact={name.toLowerCase()}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> {unit !== "" && <span>{unit}</span>}
        <small>{children}</small>
      </dd>
    </div>
  );
}

function formatStep(seconds: number): string {
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  return seconds >= 0.001 ? `${(1000 * seconds).toPrecision(3)} ms` : `${(1e6 * seconds).toPrecision(3)} µs`;
}
