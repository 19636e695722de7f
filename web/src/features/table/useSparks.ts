import { useEffect, useMemo, useRef, useState } from "react";
import { MOST_SERIES, type RunSeries, readSeries } from "../../api/series";
import type { Run } from "../../api/wire";
import { toNumber } from "../../live/curve";
import type { SparkScale } from "../../ui/spark";

const POINTS = 40;
const SETTLE = 120;
const AGAIN = 5000;
const NOTHING: readonly number[] = [];

export interface Sparks {
  sparkOf: (id: string) => readonly number[];
  // Null where rows show different metrics: then each has a scale of its own.
  scale: (SparkScale & { name: string }) | null;
}

export interface Spark {
  key: string | null;
  values: readonly number[];
  step: number | null;
  readAt: number;
}

// The course of the main metric of the rows in view, read for all of them in one request once scrolling rests. What runs is
// read again every few seconds, as long as it is in view.
export function useSparks(rows: readonly Run[], isOn: boolean): Sparks {
  const [sparks, setSparks] = useState<ReadonlyMap<string, Spark>>(new Map());
  const held = useRef(sparks);
  held.current = sparks;
  const inView = useRef(rows);
  inView.current = rows;
  const [round, setRound] = useState(0);
  const wanted = isOn ? rows.map((run) => run.id).join() : "";

  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids stand for the rows; a round reads running ones anew.
  useEffect(() => {
    if (wanted === "") return;
    const controller = new AbortController();
    const timer = setTimeout(() => void read(controller.signal), SETTLE);
    const read = async (signal: AbortSignal) => {
      const due = inView.current.filter((run) => isDue(run, held.current.get(run.id)));
      const keys = [...new Set(due.map(mainMetric).filter((key) => key !== null))].slice(0, 8);
      const runs = due.slice(0, Math.floor(MOST_SERIES / Math.max(1, keys.length)));
      if (keys.length === 0 || runs.length === 0) return;
      const answer = await readSeries({ runs: runs.map((run) => run.id), keys, points: POINTS }, signal).catch(
        () => null,
      );
      if (answer === null || signal.aborted) return;
      const next = new Map(held.current);
      for (const run of runs) {
        const series = answer.series.find((one) => one.run_id === run.id && one.key === mainMetric(run));
        next.set(run.id, {
          key: mainMetric(run),
          values: series === undefined ? NOTHING : courseOf(series),
          step: run.step,
          readAt: Date.now(),
        });
      }
      setSparks(next);
    };
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted, round]);

  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => {
      const isOld = inView.current.some((run) => isDue(run, held.current.get(run.id)));
      if (isOld && !document.hidden) setRound((before) => before + 1);
    }, AGAIN);
    return () => clearInterval(timer);
  }, [isOn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids stand for the rows.
  const scale = useMemo(() => sharedScale(inView.current.flatMap((run) => sparks.get(run.id) ?? [])), [sparks, wanted]);
  const text = JSON.stringify(scale);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal scale is the same one, so that rows are not drawn anew.
  const stable = useMemo(() => scale, [text]);
  return { sparkOf: (id) => sparks.get(id)?.values ?? NOTHING, scale: stable };
}

// Of the highest values a quarter is cut, which the first fall of a loss would else fill the scale with.
const CUT = 0.75;

// One scale for the courses of one metric, rounded so that it does not move with every point.
export function sharedScale(sparks: readonly Spark[]): Sparks["scale"] {
  const held = sparks.filter(({ values }) => values.some(Number.isFinite));
  const key = held[0]?.key;
  if (key === undefined || key === null || held.some((spark) => spark.key !== key)) return null;
  const values = held.flatMap(({ values }) => values.filter(Number.isFinite)).sort((a, b) => a - b);
  const [low, top] = [values[0] ?? 0, values.at(-1) ?? 1];
  const isLog = low > 0;
  const isFalling = held.filter(({ values }) => (values.at(-1) ?? 0) < (values[0] ?? 0)).length * 2 > held.length;
  const high = isFalling ? (values[Math.floor(CUT * (values.length - 1))] ?? top) : top;
  const round = (value: number) => Number(value.toPrecision(2));
  return { name: isLog ? "shared log" : "shared", isLog, low: round(low), high: round(high > low ? high : top) };
}

const mainMetric = (run: Run): string | null => run.primary.loss ?? Object.keys(run.metrics)[0] ?? null;

const isDue = (run: Run, spark: Spark | undefined): boolean =>
  Object.keys(run.metrics).length > 0 &&
  (spark === undefined || (spark.step !== run.step && Date.now() - spark.readAt > AGAIN - 500));

// Raw values, or the mean of each bucket over its finite values.
export function courseOf(series: RunSeries): number[] {
  if (series.kind === "raw") return series.values.map((value) => (value === null ? Number.NaN : toNumber(value)));
  return series.sum.map((sum, i) => {
    const odd = (series.nan[i] ?? 0) + (series.pos_inf[i] ?? 0) + (series.neg_inf[i] ?? 0);
    const count = (series.count[i] ?? 0) - odd;
    return count <= 0 || sum === null ? Number.NaN : sum / count;
  });
}
