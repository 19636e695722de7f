import { useEffect, useState } from "react";
import type { MetricSummary, Run } from "../../../api/wire";
import type { Cells } from "../../../live/cells";
import { isBestNow, isJudged } from "../../../live/judged";
import { useFeed } from "../../../live/LiveContext";
import { formatCount, formatValue } from "../../../ui/format";
import { Sparkline } from "../../../ui/Sparkline";
import styles from "./RunTop.module.css";

interface Props {
  run: Run;
  name: string;
  summary: MetricSummary;
  color: number;
  onFind: (metric: string) => void;
}

// One metric of the head: its newest value, its best and where that was or its range, and the shape of its course.
export function MetricFact({ run, name, summary, color, onFind }: Props) {
  const isOdd = typeof summary.latest === "string";
  return (
    <div data-fact={name}>
      <dt>
        <button type="button" onClick={() => onFind(name)} title={`Find ${name}`}>
          {name.toUpperCase()}
        </button>
      </dt>
      <dd>
        <b className={isOdd ? "tone-err" : ""}>{formatValue(summary.latest)}</b>
        <Course runId={run.id} metric={name} color={color} />
        <small>{rangeOf(name, summary)}</small>
      </dd>
    </div>
  );
}

function rangeOf(name: string, summary: MetricSummary): string {
  const { best, min, max } = summary;
  if (best === null) return "";
  if (min === max) return "always this";
  if (!isJudged(name, summary.goal)) return `${formatValue(min)} … ${formatValue(max)}`;
  return isBestNow(name, summary) ? "★ the best so far" : `best ${formatValue(best)}${atOf(summary)}`;
}

function atOf(summary: MetricSummary): string {
  const step = summary.goal === "min" ? summary.min_step : summary.max_step;
  return step === null || step === undefined ? "" : ` @ ${formatCount(step)}`;
}

// Drawn from the curve that the page holds anyway, once a second.
function Course({ runId, metric, color }: { runId: string; metric: string; color: number }) {
  const feed = useFeed(runId);
  const [values, setValues] = useState<number[]>([]);
  useEffect(() => {
    if (feed === null) return;
    feed.want([metric]);
    let seen = -1;
    const look = () => {
      const curve = feed.curves.get(metric);
      if (curve === undefined || curve.version === seen) return;
      seen = curve.version;
      setValues(courseOf(curve.cells, 40));
    };
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [feed, metric]);
  return (
    <i className={styles.course} style={{ color: `var(--s${(color % 8) + 1})` }}>
      <Sparkline values={values} width={62} height={20} />
    </i>
  );
}

function courseOf(cells: Cells, most: number): number[] {
  const every = Math.max(1, cells.length / most);
  const values: number[] = [];
  for (let at = 0; at < cells.length; at += every) {
    let sum = 0;
    let count = 0;
    for (let i = Math.floor(at); i < Math.min(cells.length, at + every); i++) {
      const n = cells.at("n", i);
      if (n === 0) continue;
      sum += cells.at("sum", i);
      count += n;
    }
    values.push(count === 0 ? Number.NaN : sum / count);
  }
  return values;
}
