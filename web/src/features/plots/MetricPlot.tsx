import { useEffect, useRef } from "react";
import type { Run } from "../../api/wire";
import type { Curve } from "../../live/curve";
import { useConnection, useLive } from "../../live/LiveContext";
import type { Range } from "../../ui/chart/axes";
import { Plot } from "../../ui/chart/plot";
import { formatTick } from "../../ui/format";
import { useTheme } from "../../ui/useTheme";
import styles from "./MetricPlot.module.css";
import { buildScene } from "./scene";
import type { ChartSettings, PlotSettings } from "./settings";

export interface Reading {
  key: string;
  color: number;
  newest: number | null;
  shown: number | null;
  atCursor: number | null;
}

export interface PlotHandle {
  plot: Plot;
  repaint: () => void;
}

interface Props {
  run: Run;
  title: string;
  keys: string[];
  colors: number[];
  fill: boolean;
  hasX: boolean;
  settings: PlotSettings;
  chart: ChartSettings;
  smooth: number;
  handle: { current: PlotHandle | null };
  onReadings: (readings: Reading[], cursorX: number | null, notes: PlotNotes) => void;
  onZoom: (zoom: Range | null) => void;
}

export interface PlotNotes {
  isLog: boolean;
  hidden: number;
}

// A chart of some metrics of one run. React draws its frame once; the points go from the feed straight to the canvas.
export function MetricPlot({
  run,
  title,
  keys,
  colors,
  fill,
  hasX,
  settings,
  chart,
  smooth,
  handle,
  onReadings,
  onZoom,
}: Props) {
  const live = useLive();
  const host = useRef<HTMLDivElement>(null);
  const shell = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const connection = useConnection().state;
  const latest = useRef({ run, settings, chart, smooth, connection, onReadings, onZoom });
  latest.current = { run, settings, chart, smooth, connection, onReadings, onZoom };
  const keyList = keys.join("\n");
  const canLog = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read when the plot is made.
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const names = keyList === "" ? [] : keyList.split("\n");
    const curvesNow = (): (Curve | undefined)[] => {
      const feed = live.feed.get();
      return names.map((key) => (feed?.runId === run.id ? feed.curves.get(key) : undefined));
    };
    let plot: Plot | null = null;
    let drawnAs = "";
    let seen = "";
    let range: Range | null = null;
    let cursor: number | null = null;

    const tell = (notes: PlotNotes) => {
      if (plot === null) return;
      const active = plot;
      const curves = curvesNow();
      const readings = names.map((key, i): Reading => {
        const newest = curves[i]?.newest.at(-1)?.value ?? null;
        const end = (active.u.data[0]?.length ?? 0) - 1;
        const atCursor = cursor === null ? null : active.valueAt(i, cursor);
        return { key, color: colors[i] ?? i, newest, shown: active.valueAt(i, end), atCursor };
      });
      latest.current.onReadings(readings, cursor === null ? null : (active.u.data[0]?.[cursor] ?? null), notes);
    };
    let notes: PlotNotes = { isLog: chart.isLog, hidden: 0 };

    const make = (isLog: boolean, hasBand: boolean) => {
      plot?.destroy();
      const lines = names.map((_, i) => ({ color: colors[i] ?? i, fill: fill && i === 0 }));
      const setup = { lines, isLog, hasBand, hasX, xTick };
      plot = new Plot(
        element,
        setup,
        {
          onCursor: (index) => {
            cursor = index;
            tell(notes);
          },
          onZoom: (from, to) => latest.current.onZoom([from, to]),
          onReset: () => latest.current.onZoom(null),
        },
        force,
      );
      drawnAs = `${isLog} ${hasBand}`;
      handle.current = { plot, repaint: force };
    };
    const xTick = (value: number) => (latest.current.settings.x === "time" ? clockTick(value) : formatTick(value));

    const paint = () => {
      const now = latest.current;
      const curves = curvesNow();
      const isStale = now.connection === "offline";
      const state = `${curves.map((curve) => curve?.version ?? -1)} ${JSON.stringify([now.settings, now.chart, now.smooth])} ${isStale} ${now.run.stalled} ${now.run.status}`;
      if (state === seen || plot === null) return;
      seen = state;
      const request = {
        curves,
        settings: now.settings,
        smooth: now.smooth,
        hasBand: now.chart.hasBand,
        wantsLog: now.chart.isLog,
        width: plot.plotWidth,
        startedAt: Date.parse(now.run.started_at ?? now.run.created_at) / 1000,
        stepsPerEpoch: now.run.steps_per_epoch,
        isStale,
        isHollow: now.run.stalled,
        isLive: now.run.status === "running" && !now.run.stalled && !isStale,
        before: range,
      };
      let result = buildScene(request);
      if (drawnAs !== `${result.isLog} ${now.chart.hasBand}`) {
        make(result.isLog, now.chart.hasBand);
        result = buildScene({ ...request, before: null });
      }
      range = result.scene.y;
      notes = { isLog: result.isLog, hidden: result.hidden };
      canLog.current = result.isLog || !now.chart.isLog;
      plot.show(result.scene);
      tell(notes);
    };
    const force = () => {
      seen = "";
      live.paint.request(paint);
    };

    make(chart.isLog, chart.hasBand);
    const removePainter = live.paint.add(paint);
    const stopData = live.onData(() => live.paint.request(paint));
    const publishPoints = () => {
      const first = curvesNow()[0];
      const points = (first?.newest ?? []).slice(-100).map((point) => [point.step, plain(point.value)]);
      const text = JSON.stringify(points);
      if (shell.current !== null && shell.current.dataset.points !== text) shell.current.dataset.points = text;
    };
    publishPoints();
    const points = setInterval(publishPoints, 1000);
    force();
    // Text on a canvas does not change by itself when its font arrives.
    void document.fonts.ready.then(force);
    return () => {
      clearInterval(points);
      stopData();
      removePainter();
      plot?.destroy();
      handle.current = null;
    };
  }, [run.id, keyList, theme, live, fill, hasX, handle]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes the picture without a new point.
  useEffect(() => {
    handle.current?.repaint();
  }, [settings, chart, smooth, connection, run.stalled, run.status]);

  return (
    <div ref={shell} className={`metrics-chart ${styles.shell}`} data-points="[]" data-metric={keys[0]}>
      <div ref={host} className={styles.host} role="img" aria-label={`${title} of ${run.name}: ${keys.join(", ")}`} />
    </div>
  );
}

const plain = (value: number) => (Number.isFinite(value) ? value : String(value));

function clockTick(seconds: number): string {
  if (Math.abs(seconds) < 60) return `${Math.round(seconds)}s`;
  if (Math.abs(seconds) < 3600)
    return `${Math.floor(seconds / 60)}m${seconds % 60 === 0 ? "" : `${Math.round(seconds % 60)}s`}`;
  return `${Number((seconds / 3600).toFixed(2))}h`;
}
