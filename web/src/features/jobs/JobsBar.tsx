import type { Run } from "../../api/wire";
import type { CatalogView } from "../../live/catalog";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "../../ui/PageBar.module.css";
import type { Jobs } from "./useJobs";

interface Props {
  catalog: CatalogView;
  slots: Jobs["slots"];
  status: string | null;
  text: string;
  isLaunching: boolean;
  onStatus: (status: string | null) => void;
  onText: (text: string) => void;
  onLaunch: () => void;
}

const FILTERS: [string, string | null][] = [
  ["ALL", null],
  ["ACTIVE", "active"],
  ["COMPLETED", "completed"],
  ["FAILED", "failed,interrupted"],
  ["CANCELLED", "cancelled"],
];

// The queue in one line, what of it is shown, and the way to a new job.
export function JobsBar({ catalog, slots, status, text, isLaunching, onStatus, onText, onLaunch }: Props) {
  const jobs = catalog.runs.filter((run) => run.job !== null);
  const count = (state: Run["status"]) => jobs.filter((run) => run.status === state).length;
  const gpus = jobs.reduce((sum, run) => sum + (run.status === "running" ? (run.job?.gpus ?? 0) : 0), 0);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Jobs">
      <h2>JOBS</h2>
      <span className={styles.running}>
        <Icon name="dot" size={8} /> running <b data-count="running">{formatCount(count("running"))}</b>
      </span>
      <span>
        queued <b data-count="queued">{formatCount(count("queued"))}</b>
      </span>
      <span>
        pending <b data-count="pending">{formatCount(count("pending"))}</b>
      </span>
      {slots !== null && (
        <span data-count="slots">
          <b>{formatCount(slots.busy)}</b> of <b>{formatCount(slots.all)}</b> {slots.all === 1 ? "slot" : "slots"} busy
        </span>
      )}
      {gpus > 0 && (
        <span>
          GPUs in use <b>{formatCount(gpus)}</b>
        </span>
      )}
      <Group label="Jobs shown">
        {FILTERS.map(([word, states]) => (
          <Toggle key={word} on={status === states} onClick={() => onStatus(states)}>
            {word}
          </Toggle>
        ))}
      </Group>
      <label className={styles.find}>
        <span className="sr-only">Find jobs</span>
        <Icon name="find" />
        <input
          type="search"
          placeholder="name, tag or id"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
      <Button size="large" meaning="go" keyCap="F9" aria-expanded={isLaunching} onClick={onLaunch}>
        + LAUNCH
      </Button>
    </div>
  );
}
