import type { Run } from "../../api/wire";
import { isJudged } from "../../live/judged";
import { DASH, formatCount, formatValue } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import styles from "./Latest.module.css";

// The newest value of every metric of a run, beside the range that it has been in.
export function LatestPanel({ run, ...frame }: PanelFrame & { run: Run | null }) {
  return (
    <Panel {...frame} title="LATEST" area="latest" subject={run !== null && <span className="clip">{run.name}</span>}>
      {run === null ? (
        <Notice title="No run selected">The newest value of each of its metrics is listed here.</Notice>
      ) : (
        <LatestTable run={run} />
      )}
    </Panel>
  );
}

export function LatestTable({ run }: { run: Run }) {
  const names = Object.keys(run.metrics).sort();
  if (names.length === 0)
    return <Notice title="No metric yet">The first value that the script logs appears here.</Notice>;
  return (
    <ScrollArea className={styles.scroll} label={`Latest values of ${run.name}`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">METRIC</th>
            {["LATEST", "BEST", "MIN", "MAX", "STEP"].map((word) => (
              <th key={word} scope="col" className="num">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const metric = run.metrics[name];
            return (
              <tr key={name} data-metric={name}>
                <th scope="row" title={name}>
                  {name}
                </th>
                <td className={`num ${typeof metric?.latest === "string" ? "tone-err" : styles.ink}`}>
                  {formatValue(metric?.latest)}
                </td>
                <td className="num tone-text">{isJudged(name, metric?.goal) ? formatValue(metric?.best) : DASH}</td>
                <td className="num">{formatValue(metric?.min)}</td>
                <td className="num">{formatValue(metric?.max)}</td>
                <td className="num tone-muted">{formatCount(metric?.step)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollArea>
  );
}
