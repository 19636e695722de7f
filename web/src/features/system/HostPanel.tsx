import type { Run, SystemSample } from "../../api/wire";
import { useNow } from "../../live/useNow";
import { follow } from "../../ui/follow";
import { formatClock, formatElapsed } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { HistoryChart } from "./HistoryChart";
import { HostLoad } from "./HostLoad";
import styles from "./HostPanel.module.css";
import { hostCharts, isStale } from "./hostCharts";
import { useHistory } from "./useHistory";

interface Props extends PanelFrame {
  host: string;
  sample: SystemSample;
  seconds: number;
  // What runs on it now.
  runs: readonly Run[];
  onOpenRun: (id: string) => void;
}

// One host: how loaded it is now, how loaded it was, and which runs it carries.
export function HostPanel({ host, sample, seconds, runs, onOpenRun, ...frame }: Props) {
  const now = useNow();
  const isSilent = isStale(sample.time, now);
  const { history, problem, bucket } = useHistory(host, seconds, null);
  const charts = history === null ? [] : hostCharts(history);
  return (
    <Panel
      {...frame}
      title={host}
      area="host"
      subject={
        <span
          className={`${styles.state} ${isSilent ? "tone-warn" : "tone-good"}`}
          data-host-state={isSilent ? "silent" : "live"}
        >
          <Icon name={isSilent ? "clock" : "dot"} size={9} />{" "}
          {isSilent ? `SILENT ${formatElapsed(now - sample.time)}` : "LIVE"}
          {isSilent && <span className={styles.asOf}>, data as of {formatClock(sample.time * 1000)}</span>}
        </span>
      }
      tools={<Runs runs={runs} onOpenRun={onOpenRun} />}
    >
      <div className={styles.host} data-host={host} data-silent={isSilent || undefined}>
        <div className={styles.now}>
          <HostLoad sample={sample} />
        </div>
        <div className={styles.charts}>
          {problem !== null && history === null && <Notice title="The history could not be read">{problem}</Notice>}
          {history !== null && history.times.length === 0 && (
            <Notice title="Nothing in this stretch">
              This host last reported at {new Date(sample.time * 1000).toISOString().slice(0, 19).replace("T", " ")}{" "}
              UTC; a longer stretch shows it.
            </Notice>
          )}
          {history !== null &&
            charts.map((chart) => (
              <HistoryChart
                key={chart.id}
                host={host}
                chart={chart}
                history={history}
                bucket={bucket}
                isSilent={isSilent}
              />
            ))}
        </div>
      </div>
    </Panel>
  );
}

const MOST = 6;

function Runs({ runs, onOpenRun }: { runs: readonly Run[]; onOpenRun: (id: string) => void }) {
  if (runs.length === 0) return <span className={`${styles.none} tone-muted`}>no run</span>;
  return (
    <span className={styles.runs}>
      {runs.slice(0, MOST).map((run) => (
        <a
          key={run.id}
          href={`/runs/${run.id}`}
          title={run.id}
          onClick={(event) => follow(event, () => onOpenRun(run.id))}
        >
          {run.name}
          {run.progress !== null && <small> {run.progress.toFixed(0)}%</small>}
        </a>
      ))}
      {runs.length > MOST && <small>+{runs.length - MOST} more</small>}
    </span>
  );
}
