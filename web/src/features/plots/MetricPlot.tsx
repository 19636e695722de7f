import { useEffect, useRef } from "react";
import { useConnection, useFeed, useLive } from "../../live/LiveContext";
import { useTheme } from "../../ui/useTheme";
import { metricOf } from "./axis";
import styles from "./MetricPlot.module.css";
import { Painter, type PlotView } from "./painter";

export interface PlotHandle {
  painter: Painter;
  host: HTMLElement;
}

interface Props extends Omit<PlotView, "connection"> {
  title: string;
  handle: { current: PlotHandle | null };
}

// A chart of some metrics of one run. React draws its frame once; the points go from the feed straight to the canvas.
export function MetricPlot({ title, handle, ...props }: Props) {
  const live = useLive();
  const host = useRef<HTMLDivElement>(null);
  const shell = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const connection = useConnection().state;
  const { run, keys, settings, chart, smooth } = props;
  const feed = useFeed(run.id);
  const latest = useRef<PlotView>({ ...props, connection });
  latest.current = { ...props, connection };
  const keyList = keys.join("\n");
  const other = metricOf(settings.x);

  useEffect(() => {
    if (feed === null || keyList === "") return;
    feed.want(keyList.split("\n"));
    if (other !== null) for (const key of keyList.split("\n")) void feed.wantPair(other, key).catch(() => {});
  }, [feed, keyList, other]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot is made anew for another feed, other lines, another theme.
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const painter = new Painter(element, live, feed, () => latest.current);
    handle.current = { painter, host: element };
    const publish = () => {
      const newest = feed?.curves.get(latest.current.keys[0] ?? "")?.newest ?? [];
      publishFacts(shell.current, { points: pointsOf(newest), ...painter.facts() });
    };
    publish();
    const timer = setInterval(publish, 1000);
    return () => {
      clearInterval(timer);
      painter.destroy();
      handle.current = null;
    };
  }, [feed, keyList, theme, live, props.fill, props.hasX, handle]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes the picture without a new point.
  useEffect(() => {
    handle.current?.painter.force();
  }, [settings, chart, smooth, connection, run.stalled, run.status]);

  return (
    <div ref={shell} className={`metrics-chart ${styles.shell}`} data-points="[]" data-metric={keys[0]}>
      <div ref={host} className={styles.host} role="img" aria-label={`${title} of ${run.name}: ${keys.join(", ")}`} />
    </div>
  );
}

// What the chart holds, for tests and scripts; once a second.
function publishFacts(shell: HTMLElement | null, facts: Record<string, string>): void {
  if (shell === null) return;
  for (const [name, text] of Object.entries(facts)) if (shell.dataset[name] !== text) shell.dataset[name] = text;
}

const pointsOf = (newest: readonly { step: number; value: number }[]): string =>
  JSON.stringify(newest.slice(-100).map(({ step, value }) => [step, plain(value)]));

const plain = (value: number) => (Number.isFinite(value) ? value : String(value));
