import type { Run } from "../../api/wire";
import type { Curve } from "../../live/curve";
import type { Live } from "../../live/live";
import type { RunFeed } from "../../live/runFeed";
import type { Connection } from "../../live/socket";
import type { Range } from "../../ui/chart/axes";
import { Plot } from "../../ui/chart/plot";
import { timeTicks } from "../../ui/chart/times";
import { chartIsDrawn } from "../../ui/firstChart";
import { curvesOf, metricOf, placer, tickOf } from "./axis";
import { buildScene, laterIsHere } from "./scene";
import type { ChartSettings, PlotSettings } from "./settings";

// What a chart shows now. React renews it; the painter reads it at each repaint.
export interface PlotView {
  run: Run;
  keys: readonly string[];
  colors: readonly number[];
  fill: boolean;
  hasX: boolean;
  settings: PlotSettings;
  chart: ChartSettings;
  smooth: number;
  // Charts of the same key share their cursor.
  syncKey?: string | undefined;
  connection: Connection["state"];
  onReadings: (readings: Reading[], cursorX: number | null, notes: PlotNotes) => void;
  onZoom: (zoom: Range | null) => void;
}

export interface Reading {
  key: string;
  color: number;
  newest: number | null;
  shown: number | null;
  atCursor: number | null;
}

export interface PlotNotes {
  isLog: boolean;
  isLogX: boolean;
  // The stretch that is seen has nothing of the curves.
  isEmpty: boolean;
}

// Brings the curves of one chart onto its canvas: when points came in, when its view changed, and only while it is seen.
export class Painter {
  plot: Plot;
  private readonly host: HTMLElement;
  private readonly live: Live;
  private readonly feed: RunFeed | null;
  private readonly view: () => PlotView;
  private readonly stops: (() => void)[];
  private madeAs = "";
  private drawn: unknown[] = [];
  private range: Range | null = null;
  private cursor: number | null = null;
  private notes: PlotNotes = { isLog: false, isLogX: false, isEmpty: false };
  private isSeen = false;

  constructor(host: HTMLElement, live: Live, feed: RunFeed | null, view: () => PlotView) {
    this.host = host;
    this.live = live;
    this.feed = feed;
    this.view = view;
    const { chart, settings } = view();
    this.plot = this.make(null, chart.isLog, settings.isLogX, []);
    const sight = new IntersectionObserver(([entry]) => {
      this.isSeen = entry?.isIntersecting ?? false;
      if (this.isSeen) live.paint.request(this.paint);
    });
    sight.observe(host);
    this.stops = [
      live.paint.add(this.paint),
      live.onData(() => live.paint.request(this.paint)),
      () => sight.disconnect(),
    ];
    // Text on a canvas does not change by itself when its font arrives.
    void document.fonts.ready.then(this.force);
    void laterIsHere.then(this.force);
  }

  readonly force = (): void => {
    this.drawn = [];
    this.live.paint.request(this.paint);
  };

  curves(): (Curve | undefined)[] {
    const { keys, settings } = this.view();
    return curvesOf(this.feed, keys, settings.x);
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    this.plot.destroy();
  }

  // What is drawn, said in a few words for tests and scripts.
  facts(): Record<string, string> {
    const scene = this.plot.shown;
    if (scene === null) return {};
    return {
      x: scene.x.map((value) => String(value)).join("~"),
      ghosts: String(scene.ghosts),
      flags: scene.flags.map(({ text }) => text).join(", "),
      gaps: scene.gaps?.text ?? "",
      best: scene.best == null ? "" : `${scene.best.x}~${scene.best.y}`,
      look: scene.isStale ? "stale" : scene.isHollow ? "hollow" : scene.isLive ? "live" : "",
    };
  }

  private readonly paint = (): void => {
    const { run, settings, chart, smooth, connection } = this.view();
    const curves = this.curves();
    const state: unknown[] = [
      settings,
      chart,
      smooth,
      this.view().syncKey,
      connection,
      run.stalled,
      run.status,
      run.steps_per_epoch,
    ];
    for (const curve of curves) state.push(curve?.version ?? -1);
    if (!this.isSeen || (state.length === this.drawn.length && state.every((part, i) => part === this.drawn[i])))
      return;
    this.drawn = state;
    const isStale = connection === "offline";
    const request = {
      curves,
      xOf: placer(settings.x, run),
      settings,
      smooth,
      hasBand: chart.hasBand,
      wantsLog: chart.isLog,
      width: this.plot.plotWidth,
      isStale,
      isHollow: run.stalled,
      isLive: run.status === "running" && !run.stalled && !isStale,
      before: this.range,
      summary: run.metrics[this.view().keys[0] ?? ""],
    };
    let result = buildScene(request);
    if (this.madeAs !== this.nameOf(result.isLog, result.isLogX, result.ghosts)) {
      this.plot.destroy();
      this.plot = this.make(this.plot, result.isLog, result.isLogX, result.ghosts);
      result = buildScene({ ...request, before: null });
    }
    this.range = result.scene.y;
    const { isLog, isLogX, isEmpty } = result;
    this.notes = { isLog, isLogX, isEmpty };
    this.plot.show(result.scene);
    if (result.scene.ends.length > 0) chartIsDrawn();
    this.tell();
  };

  private nameOf(isLog: boolean, isLogX: boolean, ghosts: readonly number[]): string {
    return `${isLog} ${isLogX} ${this.view().chart.hasBand} ${ghosts} ${this.view().settings.x} ${this.view().syncKey}`;
  }

  private make(before: Plot | null, isLog: boolean, isLogX: boolean, ghosts: readonly number[]): Plot {
    const { keys, colors, fill, hasX, chart, settings } = this.view();
    this.madeAs = this.nameOf(isLog, isLogX, ghosts);
    const { x } = settings;
    const setup = {
      lines: keys.map((_, i) => ({ color: colors[i] ?? i, fill: fill && i === 0 })),
      ghosts,
      isLog,
      isLogX,
      hasBand: chart.hasBand,
      hasX,
      xTick: (value: number, apart: number) => tickOf(x, value, apart),
      ...(this.view().syncKey === undefined ? {} : { syncKey: this.view().syncKey ?? "" }),
      ...(x === "time" || x === "wall" ? { xTicks: timeTicks } : {}),
    };
    const events = {
      onCursor: (index: number | null) => {
        this.cursor = index;
        this.tell();
      },
      onZoom: (from: number, to: number) => this.view().onZoom([from, to]),
      onReset: () => this.view().onZoom(null),
      isZoomed: () => this.view().settings.zoom !== null,
    };
    return new Plot(this.host, setup, events, this.force, before);
  }

  private tell(): void {
    const { keys, colors, settings, onReadings } = this.view();
    const { plot } = this;
    // By where it stands, for points come in under it.
    const cursor = this.cursor === null ? null : plot.u.posToIdx(plot.u.cursor.left ?? 0);
    const curves = this.curves();
    const end = (plot.u.data[0]?.length ?? 0) - 1;
    const endOf = (line: number) => plot.shown?.ends.find((one) => one.line === line)?.y ?? null;
    const readings = keys.map((key, i): Reading => {
      const newest = curves[i]?.newest.at(-1)?.value ?? null;
      const atCursor = cursor === null ? null : plot.valueAt(i, cursor);
      // Over another metric the newest point may stand anywhere.
      const shown = metricOf(settings.x) === null ? plot.valueAt(i, end) : endOf(i);
      return { key, color: colors[i] ?? i, newest, shown, atCursor };
    });
    onReadings(readings, cursor === null ? null : (plot.u.data[0]?.[cursor] ?? null), this.notes);
  }
}
