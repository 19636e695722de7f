import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import { useFeed, useFeedState } from "../../live/LiveContext";
import type { Range } from "../../ui/chart/axes";
import { curvesOf, metricOf, nameOf, placer, stepsWithin } from "./axis";
import { write, writeLegend } from "./Legend";
import type { PlotHandle } from "./MetricPlot";
import type { PlotNotes, Reading } from "./painter";
import { type ChartSettings, nextSmoothing, type PlotSettings, readChart, smoothingOf, storeChart } from "./settings";

interface Options {
  run: Run | null;
  // Under which name the chart's own settings are kept.
  name: string;
  keys: readonly string[];
  fallback: ChartSettings;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  // Where all charts of a page are drawn alike: how, in place of the chart's own settings.
  shared?: { chart: ChartSettings; onChart: (part: Partial<ChartSettings>) => void } | undefined;
}

export interface PlotControls {
  handle: RefObject<PlotHandle | null>;
  legend: RefObject<HTMLDivElement | null>;
  at: RefObject<HTMLSpanElement | null>;
  chart: ChartSettings;
  smooth: number;
  notes: PlotNotes;
  change: (part: Partial<ChartSettings>) => void;
  zoomTo: (zoom: Range | null) => void;
  showLast: (last: PlotSettings["last"]) => void;
  onReadings: (readings: Reading[], cursorX: number | null, notes: PlotNotes) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => boolean;
}

// What a chart needs around its canvas, wherever it stands: its settings, its zoom, its keys, its legend's numbers.
export function usePlot({ run, name, keys, fallback, settings, onSettings, shared }: Options): PlotControls {
  const feed = useFeed(run?.id ?? null);
  const isRead = useFeedState(feed) === "ready";
  const [own, setOwn] = useState(() => readChart(name, fallback));
  const chart = shared?.chart ?? own;
  const [notes, setNotes] = useState<PlotNotes>({
    isLog: chart.isLog,
    isLogX: settings.isLogX,
    isEmpty: false,
  });
  const handle = useRef<PlotHandle | null>(null);
  const legend = useRef<HTMLDivElement>(null);
  const at = useRef<HTMLSpanElement>(null);
  const axis = useRef(settings.x);
  axis.current = settings.x;
  const smooth = chart.smooth ?? smoothingOf(run, keys[0]);

  const change = (part: Partial<ChartSettings>) => {
    if (shared !== undefined) return shared.onChart(part);
    const next = { ...own, ...part };
    setOwn(next);
    storeChart(name, next);
  };
  const onReadings = useCallback((readings: Reading[], cursorX: number | null, next: PlotNotes) => {
    writeLegend(legend.current, readings);
    write(at.current, cursorX === null ? "" : `at ${nameOf(axis.current, cursorX)}`);
    setNotes((before) =>
      Object.keys(next).every((name) => before[name as keyof PlotNotes] === next[name as keyof PlotNotes])
        ? before
        : next,
    );
  }, []);

  // A reader who looks closer than the first reading shows gets the points themselves, over whatever axis.
  const { zoom, x } = settings;
  const [from, to] = zoom ?? [0, 0];
  const keyList = keys.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the run's other fields do not change which points are read.
  useEffect(() => {
    if (feed === null || run === null || !isRead || to <= from) return;
    const names = keyList.split("\n");
    const other = metricOf(x);
    if (other !== null) {
      for (const key of names) void feed.pairs.get(`${other}\n${key}`)?.refine(from, to).catch(ignore);
      return;
    }
    const steps = stepsWithin(curvesOf(feed, names, x)[0], [from, to], placer(x, run));
    if (steps !== null) void feed.refine(Math.floor(steps[0]), Math.ceil(steps[1]), names).catch(ignore);
  }, [feed, isRead, x, from, to, keyList]);

  const zoomTo = (next: Range | null) => onSettings({ ...settings, zoom: next });
  const showLast = (last: PlotSettings["last"]) => {
    onSettings({ ...settings, last, zoom: null });
    const lead = feed?.curves.get(keys[0] ?? "");
    if (last === 0 || feed === null || lead === undefined || lead.cells.length === 0) return;
    const end = lead.cells.at("last", lead.cells.length - 1);
    void feed.refine(lead.stepOfNewest(last), end, keys).catch(ignore);
  };
  const zoomBy = (factor: number) => {
    const u = handle.current?.painter.plot.u;
    const [low, high] = [u?.scales.x?.min ?? 0, u?.scales.x?.max ?? 1];
    const left = u?.cursor.left ?? -1;
    const middle = u === undefined || left < 0 ? (low + high) / 2 : u.posToVal(left, "x");
    zoomTo([middle - (middle - low) * factor, middle + (high - middle) * factor]);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const plot = handle.current?.painter.plot;
    const acts: Record<string, (() => void) | false> = {
      arrowleft: () => plot?.moveCursor(event.shiftKey ? -40 : -4),
      arrowright: () => plot?.moveCursor(event.shiftKey ? 40 : 4),
      "+": () => zoomBy(0.5),
      "=": () => zoomBy(0.5),
      "-": () => zoomBy(2),
      "0": () => zoomTo(null),
      y: () => change({ isLog: !chart.isLog }),
      x: () => onSettings({ ...settings, isLogX: !settings.isLogX }),
      m: () => change({ hasBand: !chart.hasBand }),
      "[": () => change({ smooth: nextSmoothing(smooth, -1) }),
      "]": () => change({ smooth: nextSmoothing(smooth, 1) }),
      escape: (plot?.u.cursor.left ?? -1) >= 0 && (() => plot?.hideCursor()),
    };
    const act = acts[event.key.toLowerCase()];
    if (!act) return false;
    event.preventDefault();
    event.stopPropagation();
    act();
    return true;
  };

  return { handle, legend, at, chart, smooth, notes, change, zoomTo, showLast, onReadings, onKeyDown };
}

const ignore = () => {};
