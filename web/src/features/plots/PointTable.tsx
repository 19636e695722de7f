import { useEffect, useState } from "react";
import { readHistory } from "../../api/history";
import type { Run, Series } from "../../api/wire";
import { Button } from "../../ui/Button";
import { formatClock, formatCount, formatValue } from "../../ui/format";
import { ScrollArea } from "../../ui/ScrollArea";
import styles from "./PlotPanel.module.css";

const ROWS = 500;

interface Row {
  step: string;
  time: number;
  values: string[];
}

// The chart as a table, for those who read numbers rather than curves: the whole run in at most 500 rows.
export function PointTable({ run, keys, onClose }: { run: Run; keys: string[]; onClose: () => void }) {
  const [rows, setRows] = useState<Row[] | null>(null);
  const keyList = keys.join("\n");
  useEffect(() => {
    const stop = new AbortController();
    readHistory(run.id, keyList.split("\n"), { points: ROWS }, stop.signal).then(
      ({ series }) => setRows(rowsOf(keyList.split("\n"), series)),
      () => stop.signal.aborted || setRows([]),
    );
    return () => stop.abort();
  }, [run.id, keyList]);
  return (
    <ScrollArea className={styles.table} label={`Points of ${keys.join(", ")}`}>
      <Button meaning="open" keyCap="Esc" autoFocus onClick={onClose}>
        BACK TO THE CHART
      </Button>
      <table>
        <caption className="sr-only">
          {keys.join(", ")} of {run.name}. A row that stands for several steps gives the mean, the lowest and the
          highest.
        </caption>
        <thead>
          <tr>
            <th scope="col">STEP</th>
            <th scope="col">TIME UTC</th>
            {keys.map((key) => (
              <th key={key} scope="col">
                {key}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(rows ?? []).map((row) => (
            <tr key={row.step}>
              <td>{row.step}</td>
              <td>{formatClock(row.time * 1000)}</td>
              {row.values.map((value, i) => (
                <td key={keys[i]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

export function rowsOf(keys: string[], all: Series[]): Row[] {
  const rows = new Map<string, Row & { at: number }>();
  const put = (key: string, at: number, step: string, time: number, text: string) => {
    const row = rows.get(step) ?? { at, step, time, values: keys.map(() => "") };
    row.values[keys.indexOf(key)] = text;
    rows.set(step, row);
  };
  for (const series of all) {
    if (series.kind === "raw") {
      for (const [i, step] of series.steps.entries())
        put(series.key, step, formatCount(step), series.times[i] ?? 0, formatValue(series.values[i]));
      continue;
    }
    for (const [i, first] of series.first_step.entries()) {
      const last = series.last_step[i] ?? first;
      const finite =
        (series.count[i] ?? 0) - (series.nan[i] ?? 0) - (series.pos_inf[i] ?? 0) - (series.neg_inf[i] ?? 0);
      const text =
        finite <= 0
          ? "NaN"
          : `${formatValue((series.sum[i] as number) / finite)} (${formatValue(series.min[i])} … ${formatValue(series.max[i])})`;
      const step = first === last ? formatCount(first) : `${formatCount(first)}–${formatCount(last)}`;
      put(series.key, first, step, series.last_time[i] ?? 0, text);
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}
