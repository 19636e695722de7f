import { memo } from "react";
import type { Run } from "../../api/wire";
import { formatCount, formatValue } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Sparkline } from "../../ui/Sparkline";
import styles from "./Frame.module.css";

interface Props {
  runs: readonly Run[];
  // How many more are active than those.
  unheld: number;
  trendOf: (id: string) => readonly number[];
  onSelect: (id: string) => void;
}

const MOST = 8;

// Everything that runs, in one line that does not scroll.
export function Tape({ runs, unheld, trendOf, onSelect }: Props) {
  const running = runs.filter((run) => run.status === "running");
  const queued = runs.filter((run) => run.status === "queued").length;
  return (
    <nav className={styles.tape} aria-label="Running">
      <span className={running.length > 0 ? "tone-good" : "tone-muted"}>
        <Icon name="dot" size={8} />{" "}
        <b>
          {formatCount(running.length)}
          {unheld > 0 && "+"} RUNNING
        </b>
      </span>
      {running.slice(0, MOST).map((run) => (
        <TapeRun key={run.id} run={run} trend={trendOf(run.id)} onSelect={onSelect} />
      ))}
      {running.length > MOST && <span>+{formatCount(running.length - MOST + unheld)} more</span>}
      {queued > 0 && (
        <span className={styles.queue}>
          <em>QUEUE</em> <b>{queued}</b>
        </span>
      )}
    </nav>
  );
}

const TapeRun = memo(function TapeRun({
  run,
  trend,
  onSelect,
}: {
  run: Run;
  trend: readonly number[];
  onSelect: (id: string) => void;
}) {
  const summary = run.metrics[run.primary.loss ?? ""];
  return (
    <button type="button" onClick={() => onSelect(run.id)}>
      <span className="tone-text">{run.name}</span>
      {run.progress !== null && <span className="tone-muted">{run.progress.toFixed(1)}%</span>}
      <b>{formatValue(summary?.latest)}</b>
      <Change trend={trend} />
      <span className="tone-text">
        <Sparkline values={trend} width={52} height={13} />
      </span>
    </button>
  );
});

// How the loss moved over what the sparkline shows: the middle of its last third against that of its first, so that
// one noisy step says nothing.
// Falling is better, and green.
function Change({ trend }: { trend: readonly number[] }) {
  const third = Math.floor(trend.length / 3);
  const ratio = medianOf(trend.slice(-third)) / medianOf(trend.slice(0, third));
  if (third === 0 || !Number.isFinite(ratio)) return null;
  const percent = 100 * (ratio - 1);
  if (Math.abs(percent) < 0.05) return <span className="tone-muted">= 0.0%</span>;
  const isBetter = percent < 0;
  return (
    <span className={isBetter ? "tone-good" : "tone-err"}>
      <Icon name={isBetter ? "down" : "up"} size={8} /> {Math.abs(percent).toFixed(1)}%
    </span>
  );
}

function medianOf(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
