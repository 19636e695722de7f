import type { Run } from "../../../api/wire";
import { formatCount } from "../../../ui/format";
import { Meter } from "../../../ui/Meter";
import { type BarMark, barMarks } from "./facts";
import styles from "./RunBar.module.css";

interface Props {
  run: Run;
  checkpoints: readonly { step: number | null; is_best: boolean }[];
  resumed: readonly number[];
}

const TONE = { failed: "err", interrupted: "warn", running: "good", completed: "info", cancelled: "muted" } as const;
const MOST = 200;

// How far the run is, with a tick for each saved state and a line where it was taken up again.
export function RunBar({ run, checkpoints, resumed }: Props) {
  const tone = TONE[run.status as keyof typeof TONE] ?? "muted";
  const marks = thin(barMarks(run, checkpoints, resumed));
  const saved = checkpoints.filter(({ step }) => step !== null).length;
  return (
    <div className={styles.bar}>
      <div className={styles.track}>
        <Meter value={run.progress} label="Progress of the run" tone={tone} segments />
        {run.progress !== null && <i className={styles.head} style={{ left: `${Math.min(100, run.progress)}%` }} />}
        <div className={styles.marks} aria-hidden="true">
          {marks.map((mark) => (
            <i
              key={`${mark.kind} ${mark.step}`}
              className={styles[mark.kind]}
              style={{ left: `${mark.at}%` }}
              title={`${mark.kind === "resume" ? "resumed" : "checkpoint"} at ${formatCount(mark.step)}`}
            />
          ))}
        </div>
        <p className="sr-only">
          {saved} checkpoints{resumed.length > 0 && `, resumed at step ${resumed.map((step) => step).join(", ")}`}
        </p>
      </div>
      <b>{run.progress === null ? "no total" : `${run.progress.toFixed(1)}%`}</b>
      <span>{run.total_steps === null ? "" : formatCount(run.total_steps)}</span>
    </div>
  );
}

// Ticks that would touch each other are left out, the best and the resumes never.
function thin(marks: BarMark[]): BarMark[] {
  let last = Number.NEGATIVE_INFINITY;
  return marks
    .sort((a, b) => a.at - b.at)
    .filter((mark) => {
      if (mark.kind !== "checkpoint") return true;
      if (mark.at - last < 100 / MOST) return false;
      last = mark.at;
      return true;
    });
}
