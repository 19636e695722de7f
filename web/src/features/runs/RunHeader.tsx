import type { Run } from "../../api/wire";
import { useNow } from "../../live/useNow";
import { Badge } from "../../ui/Badge";
import { follow } from "../../ui/follow";
import { DASH, formatCount, formatElapsed, formatLeft, formatRate, formatValue } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { lazily } from "../../ui/lazily";
import { Meter } from "../../ui/Meter";
import { headlineOf } from "./headline";
import { elapsedOf, epochsOf, isOver, lossOf } from "./lossOf";
import styles from "./RunHeader.module.css";

const Stalled = lazily(() => import("./Stalled").then((stalled) => stalled.default));

// The selected run in one strip: who it is, how far it is, how long it has taken and how long it will.
export function RunHeader({ run, onOpen }: { run: Run; onOpen: (id: string) => void }) {
  const loss = lossOf(run);
  const epochs = epochsOf(run);
  const tone =
    run.status === "failed"
      ? "err"
      : run.status === "interrupted"
        ? "warn"
        : run.status === "running"
          ? "good"
          : "info";
  return (
    <section className={styles.header} aria-label="Selected run" data-selected-run={run.id}>
      <div className={styles.who}>
        <Badge status={run.status} />
        <h2 title={run.name}>
          <a href={`/runs/${run.id}`} onClick={(event) => follow(event, () => onOpen(run.id))}>
            {run.name} <small>OPEN</small>
          </a>
        </h2>
        <span className={styles.more}>
          {run.id} · project <b>{run.project}</b>
          {run.hosts.length > 0 && (
            <>
              {" "}
              · host <b>{run.hosts.join(", ")}</b>
            </>
          )}
          {run.segment > 1 && ` · segment ${run.segment}`}
        </span>
      </div>
      <dl className={styles.facts}>
        <Fact
          name="STEP"
          value={formatCount(run.step)}
          unit={run.total_steps === null ? "" : `/ ${formatCount(run.total_steps)}`}
        />
        {run.epoch !== null && (
          <Fact name="EPOCH" value={formatCount(run.epoch)} unit={epochs === null ? "" : `/ ${formatCount(epochs)}`}>
            {run.steps_per_epoch !== null && run.step !== null && (
              <span className={styles.epoch}>
                <Meter value={epochShare(run)} label={`Epoch ${run.epoch}`} tone="info" />
              </span>
            )}
          </Fact>
        )}
        <Elapsed run={run} />
        {!isOver(run) && <Fact name="TIME LEFT" value={formatLeft(run.eta_seconds)} />}
        <Fact name="RATE" value={formatRate(run.step_rate)} unit={run.step_rate === null ? "" : "/s"} />
        <Fact
          name={loss?.key.toUpperCase() ?? "LOSS"}
          value={formatValue(loss?.value)}
          unit={loss?.isBest ? "best" : ""}
        />
      </dl>
      <div className={styles.bar}>
        <Meter value={run.progress} label="Progress of the selected run" tone={tone} segments />
        <span>{run.progress === null ? "no total" : `${run.progress.toFixed(1)}%`}</span>
      </div>
      {run.stalled && <Stalled run={run} />}
      {run.error !== null && (
        <p className={styles.error}>
          <Icon name="cross" /> <b>{run.status === "failed" ? "FAILED" : "ERROR"}</b>{" "}
          <span title={run.error}>{headlineOf(run.error)}</span>
        </p>
      )}
    </section>
  );
}

function Elapsed({ run }: { run: Run }) {
  const now = useNow();
  const elapsed = elapsedOf(run, now);
  return <Fact name="ELAPSED" value={elapsed === null ? DASH : formatElapsed(elapsed)} />;
}

interface FactProps {
  name: string;
  value: string;
  unit?: string;
  children?: React.ReactNode;
}

function Fact({ name, value, unit = "", children }: FactProps) {
  return (
    <div data-fact={name.toLowerCase()}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> {unit !== "" && <span>{unit}</span>}
        {children}
      </dd>
    </div>
  );
}

// How much of the epoch now running is done; the step that ends an epoch fills it.
function epochShare(run: Run): number {
  const per = run.steps_per_epoch ?? 1;
  const step = run.step ?? 0;
  return step <= 0 ? 0 : (100 * (((step - 1) % per) + 1)) / per;
}
