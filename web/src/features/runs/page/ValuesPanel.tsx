import { memo, useState } from "react";
import type { MetricSummary, Run } from "../../../api/wire";
import { isBestNow, isJudged } from "../../../live/judged";
import { DASH, formatCount, formatShort, formatValue } from "../../../ui/format";
import { Icon } from "../../../ui/Icon";
import { Notice, Panel, type PanelFrame } from "../../../ui/Panel";
import { ScrollArea } from "../../../ui/ScrollArea";
import styles from "./ValuesPanel.module.css";

interface Props extends PanelFrame {
  run: Run;
  search: string;
}

// Every metric as a number: newest, best, lowest, highest, and how many there are.
export function ValuesPanel({ run, search, ...frame }: Props) {
  const [isShort, setIsShort] = useState(true);
  const needle = search.trim().toLowerCase();
  const names = Object.keys(run.metrics)
    .filter((name) => name.toLowerCase().includes(needle))
    .sort();
  const shown = isShort ? names.slice(0, MOST) : names;
  return (
    <Panel
      {...frame}
      title="VALUES"
      area="values"
      subject={<small>{names.length === 1 ? "1 metric" : `${formatCount(names.length)} metrics`}</small>}
    >
      {names.length === 0 ? (
        <Notice title={needle === "" ? "No metric yet" : "No metric of that name"}>
          Each metric that the script logs gets a line here.
        </Notice>
      ) : (
        <ScrollArea className={styles.scroll} label="Newest values">
          <table>
            <thead>
              <tr>
                <th scope="col">METRIC</th>
                <th scope="col" className="num">
                  LATEST
                </th>
                <th scope="col" className="num">
                  BEST
                </th>
                <th scope="col" className="num">
                  MIN
                </th>
                <th scope="col" className="num">
                  MAX
                </th>
                <th scope="col" className="num">
                  POINTS
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((name) => {
                const summary = run.metrics[name];
                return summary === undefined ? null : <ValueRow key={name} name={name} summary={summary} />;
              })}
            </tbody>
          </table>
          {shown.length < names.length && (
            <button type="button" className={styles.rest} onClick={() => setIsShort(false)}>
              {formatCount(names.length - shown.length)} more
            </button>
          )}
        </ScrollArea>
      )}
    </Panel>
  );
}

const MOST = 200;

interface RowProps {
  name: string;
  summary: MetricSummary;
}

const ValueRow = memo(function ValueRow({ name, summary }: RowProps) {
  const { latest, best, goal } = summary;
  const isOdd = typeof latest === "string";
  const isBest = isBestNow(name, summary);
  const bestStep = goal === "min" ? summary.min_step : summary.max_step;
  return (
    <tr data-metric-row={name}>
      <th scope="row" title={`${name} · ${formatCount(summary.count)} points`}>
        {name}
      </th>
      <td className={`num ${isOdd ? "tone-err" : styles.ink}`} title={`at step ${formatCount(summary.step)}`}>
        {formatValue(latest)}
      </td>
      <td className={`num ${isBest ? "tone-good" : ""}`} title={`at step ${formatCount(bestStep)}`}>
        {isBest && <Icon name={goal === "min" ? "down" : "up"} size={7} />}{" "}
        {isJudged(name, goal) ? formatValue(best) : <span className={styles.muted}>{DASH}</span>}
      </td>
      <td className="num" title={`at step ${formatCount(summary.min_step)}`}>
        {formatValue(summary.min)}
      </td>
      <td className="num" title={`at step ${formatCount(summary.max_step)}`}>
        {formatValue(summary.max)}
      </td>
      <td className={`num ${styles.muted}`}>{formatShort(summary.count)}</td>
    </tr>
  );
});
