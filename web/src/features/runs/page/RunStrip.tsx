import type { Run } from "../../../api/wire";
import { useNow } from "../../../live/useNow";
import { Button } from "../../../ui/Button";
import { formatClock, formatCount, formatElapsed } from "../../../ui/format";
import { Icon, type IconName } from "../../../ui/Icon";
import { ScrollArea } from "../../../ui/ScrollArea";
import { headlineOf } from "../headline";
import { silenceOf } from "../silence";
import styles from "./RunStrip.module.css";

interface Props {
  run: Run;
  isDeleted: boolean;
  onResume: () => void;
}

// What is not as it should be with this run, what is still good, and what can be done.
export function RunStrip({ run, isDeleted, onResume }: Props) {
  if (isDeleted)
    return (
      <Strip tone="err" icon="slash" word="DELETED">
        This run was deleted while you looked at it. What is still shown is gone from the server;{" "}
        <a href="/runs">the others</a> are there.
      </Strip>
    );
  return (
    <>
      {run.status === "queued" && (
        <Strip tone="muted" icon="ring" word="QUEUED">
          It waits for a free slot. Its first numbers appear here by themselves.
        </Strip>
      )}
      {run.status === "pending" && (
        <Strip tone="muted" icon="dots" word="PENDING">
          It waits for its time or for another run.
        </Strip>
      )}
      {run.status === "running" && run.stalled && <Stalled run={run} />}
      {run.status === "interrupted" && (
        <Strip tone="warn" icon="pause" word="INTERRUPTED">
          at step {formatCount(run.step)}, {formatClock(run.ended_at ?? run.updated_at)} UTC. Nothing is lost; it goes
          on by itself when its script comes back.{" "}
          <Button meaning="careful" keyCap="R" onClick={onResume}>
            HOW TO RESUME
          </Button>
        </Strip>
      )}
      {run.points_lost > 0 && (
        <Strip tone="warn" icon="bang" word="POINTS LOST">
          {formatCount(run.points_lost)} points were thinned by the script while the server could not be reached.
        </Strip>
      )}
      {run.error !== null && <Failure run={run} error={run.error} />}
    </>
  );
}

function Stalled({ run }: { run: Run }) {
  const { seconds, left } = silenceOf(run, useNow());
  return (
    <Strip tone="warn" icon="clock" word={`STALLED ${formatElapsed(seconds)}`}>
      no new step after {formatCount(run.step)}; the script was last heard of at{" "}
      {formatClock(run.heartbeat_at ?? run.updated_at)} UTC. Its points so far are safe.
      {left !== null && (
        <>
          {" "}
          Interrupted in <b>{left}s</b>.
        </>
      )}
    </Strip>
  );
}

// One line says what happened; the rest is one press away.
function Failure({ run, error }: { run: Run; error: string }) {
  const lines = error.trimEnd().split("\n");
  const isFailed = run.status === "failed";
  return (
    <details className={`${styles.strip} ${styles.err}`} open={isFailed && lines.length > 1} data-strip="FAILED">
      <summary>
        <Icon name="cross" /> <b>{isFailed ? "FAILED" : "ERROR"}</b> <span className="clip">{headlineOf(error)}</span>
        {lines.length > 1 && <small>{formatCount(lines.length)} lines</small>}
      </summary>
      {lines.length > 1 && (
        <ScrollArea className={styles.trace} label="Traceback">
          <pre>{error.trimEnd()}</pre>
        </ScrollArea>
      )}
    </details>
  );
}

interface StripProps {
  tone: "err" | "warn" | "muted";
  icon: IconName;
  word: string;
  children: React.ReactNode;
}

function Strip({ tone, icon, word, children }: StripProps) {
  return (
    <div
      className={`${styles.strip} ${styles[tone]}`}
      role={tone === "err" ? "alert" : "status"}
      data-strip={word.split(" ")[0]}
    >
      <Icon name={icon} /> <b>{word}</b> <span>{children}</span>
    </div>
  );
}
