import { useEffect, useRef, useState } from "react";
import type { SystemHistory } from "../../api/wire";
import { niceCeil } from "../../ui/chart/axes";
import { Plot } from "../../ui/chart/plot";
import { timeTicks } from "../../ui/chart/times";
import { formatClock, formatTag } from "../../ui/format";
import { useTheme } from "../../ui/useTheme";
import styles from "./HistoryChart.module.css";
import { clockText, columnsOf, type HostChart } from "./hostCharts";

interface Props {
  host: string;
  chart: HostChart;
  history: SystemHistory;
  bucket: number;
  isSilent: boolean;
}

// One kind of load of a host over time, with the exact least and greatest of every point behind the mean.
export function HistoryChart({ host, chart, history, bucket, isSilent }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const theme = useTheme();
  const data = columnsOf(chart, history.times, bucket);
  const latest = useRef({ chart, history, data, isSilent });
  latest.current = { chart, history, data, isSilent };
  const lines = chart.lines.map(({ color }) => color).join();
  const hasDays = history.to - history.from > 2 * 86400;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot is made anew for other lines and another theme.
  useEffect(() => {
    if (element.current === null) return;
    const made = new Plot(
      element.current,
      {
        lines: chart.lines.map(({ color }) => ({ color })),
        ghosts: [],
        isLog: false,
        isLogX: false,
        hasBand: chart.lines.length <= 2,
        hasX: true,
        syncKey: `host ${host}`,
        xTicks: timeTicks,
        xTick: (value, apart) => (hasDays ? dayText(value) : clockText(value, apart)),
      },
      { onCursor: setAt, onZoom: () => {}, onReset: () => {}, isZoomed: null },
      () => show(made, latest.current),
    );
    plot.current = made;
    show(made, latest.current);
    return () => {
      made.destroy();
      plot.current = null;
    };
  }, [lines, theme, host, hasDays]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn changes with the history.
  useEffect(() => {
    if (plot.current !== null) show(plot.current, latest.current);
  }, [history, isSilent]);

  const index = at ?? lastOf(data);
  const time = at === null ? undefined : data[0][at];
  return (
    <figure className={styles.figure} data-host-chart={chart.id}>
      <figcaption>
        <b>{chart.title}</b> <small>{time === undefined ? chart.unit : `${formatClock(time * 1000)} UTC`}</small>
        {chart.lines.map((line, i) => (
          <span key={line.label}>
            <i style={{ background: `var(--s${(line.color % 8) + 1})` }} />
            {chart.lines.length > 1 && line.label} <b>{textOf(data[3 * i + 3]?.[index])}</b>
          </span>
        ))}
      </figcaption>
      <div ref={element} className={styles.host} role="img" aria-label={`${chart.title} of ${host}, ${chart.unit}`} />
      <table className="sr-only">
        <caption>
          {chart.title} of {host} in {chart.unit}, mean, least and greatest
        </caption>
        <tbody>
          {chart.lines.map((line, i) => (
            <tr key={line.label}>
              <th scope="row">{line.label}</th>
              <td>{textOf(data[3 * i + 3]?.[lastOf(data)])}</td>
              <td>{textOf(extreme(data[3 * i + 2], Math.min))}</td>
              <td>{textOf(extreme(data[3 * i + 1], Math.max))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

interface Shown {
  chart: HostChart;
  history: SystemHistory;
  data: ReturnType<typeof columnsOf>;
  isSilent: boolean;
}

function show(plot: Plot, { chart, history, data, isSilent }: Shown): void {
  const highest = Math.max(0, ...chart.lines.map((_, i) => extreme(data[3 * i + 1], Math.max) ?? 0));
  const last = lastOf(data);
  const scene = {
    data: data as Parameters<Plot["u"]["setData"]>[0],
    x: [history.from, history.to] as [number, number],
    y: [0, Math.max(chart.top ?? niceCeil(highest * 1.05), highest, 1e-3)] as [number, number],
    ghosts: 0,
    isStale: isSilent,
    isHollow: isSilent,
    isLive: false,
    ends: chart.lines.flatMap((_, i) => {
      const [x, y] = [data[0][last], data[3 * i + 3]?.[last]];
      // More tags than have room would hide each other; the legend has them all.
      return x === undefined || y === null || y === undefined || i > 3 ? [] : [{ line: i, x, y, text: formatTag(y) }];
    }),
    flags: [],
  };
  plot.show(scene);
}

function lastOf(data: Shown["data"]): number {
  for (let i = data[0].length - 1; i >= 0; i--)
    if (data.some((column, c) => c > 0 && column[i] !== null && column[i] !== undefined)) return i;
  return -1;
}

function extreme(column: readonly (number | null)[] | undefined, pick: (...values: number[]) => number): number | null {
  const known = (column ?? []).filter((value): value is number => value !== null);
  return known.length === 0 ? null : pick(...known);
}

const textOf = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : value >= 1000 ? value.toFixed(0) : value.toPrecision(3);

const dayText = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(5, 16).replace("T", " ");
