import type { Run } from "../../api/wire";
import { useNow } from "../../live/useNow";
import { formatClock, formatCount, formatElapsed } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "./RunHeader.module.css";
import { silenceOf } from "./silence";

// Says that a running run brings no steps, since when, and when the server will take it as interrupted.
export default function Stalled({ run }: { run: Run }) {
  const { seconds, left } = silenceOf(run, useNow());
  return (
    <p className={styles.stalled} role="status">
      <Icon name="clock" /> <b>STALLED {formatElapsed(seconds)}</b> last step {formatCount(run.step)}, writer last heard
      at {formatClock(run.heartbeat_at ?? run.updated_at)} UTC
      {left !== null && (
        <span>
          interrupted in <b>{left}s</b>
        </span>
      )}
    </p>
  );
}
