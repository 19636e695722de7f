import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import type { RunFeed } from "../../live/runFeed";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatCount, formatElapsed, formatValue } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { DataTable } from "./DataTable";
import { MetricPlot, type PlotHandle, type PlotNotes, type Reading } from "./MetricPlot";
import styles from "./PlotPanel.module.css";
import { type ChartSettings, nextSmoothing, type PlotSettings, readChart, storeChart } from "./settings";

interface Props extends PanelFrame {
  run: Run | null;
  title: string;
  area: string;
  keys: string[];
  colors: number[];
  missing: string;
  fill?: boolean;
  fallback: ChartSettings;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
}

// A chart with its toolbar and its keys. The legend's numbers are written straight into the page, once a repaint.
export function PlotPanel(props: Props) {
  const { run, title, area, keys, colors, missing, fill, fallback, settings, onSettings, ...frame } = props;
  const live = useLive();
  const feed = useStore(live.feed);
  const [chart, setChart] = useState(() => readChart(area, fallback));
  const [notes, setNotes] = useState<PlotNotes>({ isLog: chart.isLog, hidden: 0 });
  const handle = useRef<PlotHandle | null>(null);
  const legend = useRef<HTMLDivElement>(null);
  const at = useRef<HTMLSpanElement>(null);
  const axis = useRef(settings.x);
  axis.current = settings.x;

  const change = (part: Partial<ChartSettings>) => {
    const next = { ...chart, ...part };
    setChart(next);
    storeChart(area, next);
  };

  const keyList = keys.join("\n");
  useEffect(() => {
    if (feed !== null && keyList !== "") feed.want(keyList.split("\n"));
  }, [feed, keyList]);

  const onReadings = useCallback((readings: Reading[], cursorX: number | null, next: PlotNotes) => {
    for (const [i, reading] of readings.entries()) {
      const cell = legend.current?.children[i]?.querySelector("b");
      if (cell) write(cell, formatValue(reading.atCursor ?? reading.shown));
      const raw = legend.current?.children[i]?.querySelector("small");
      if (raw)
        write(
          raw,
          reading.atCursor === null && reading.newest !== reading.shown ? `raw ${formatValue(reading.newest)}` : "",
        );
    }
    if (at.current !== null) write(at.current, cursorX === null ? "" : `at ${nameX(cursorX, axis.current)}`);
    setNotes((before) => (before.isLog === next.isLog && before.hidden === next.hidden ? before : next));
  }, []);

  const zoomTo = (zoom: PlotSettings["zoom"]) => {
    onSettings({ ...settings, zoom });
    if (zoom !== null && settings.x === "step")
      void feed?.refine(Math.floor(zoom[0]), Math.ceil(zoom[1])).catch(() => {});
  };
  const showLast = (last: PlotSettings["last"]) => {
    onSettings({ ...settings, last, zoom: null });
    const lead = feed?.curves.get(keys[0] ?? "");
    if (last === 0 || !feed || lead === undefined) return;
    const from = lead.stepOfNewest(last);
    void feed
      .refine(from, lead.cells.length === 0 ? from : lead.cells.at("last", lead.cells.length - 1))
      .catch(() => {});
  };
  const zoomBy = (factor: number) => {
    const u = handle.current?.plot.u;
    const [low, high] = [u?.scales.x?.min ?? 0, u?.scales.x?.max ?? 1];
    const cursor =
      u?.cursor.left !== undefined && u.cursor.left >= 0 ? u.posToVal(u.cursor.left, "x") : (low + high) / 2;
    zoomTo([cursor - (cursor - low) * factor, cursor + (high - cursor) * factor]);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const act: Record<string, () => void> = {
      arrowleft: () => handle.current?.plot.moveCursor(event.shiftKey ? -40 : -4),
      arrowright: () => handle.current?.plot.moveCursor(event.shiftKey ? 40 : 4),
      "+": () => zoomBy(0.5),
      "=": () => zoomBy(0.5),
      "-": () => zoomBy(2),
      "0": () => zoomTo(null),
      y: () => change({ isLog: !chart.isLog }),
      m: () => change({ hasBand: !chart.hasBand }),
      "[": () => change({ smooth: nextSmoothing(chart.smooth, -1) }),
      "]": () => change({ smooth: nextSmoothing(chart.smooth, 1) }),
    };
    if (event.key === "Enter" && event.target === event.currentTarget) {
      frame.onLarge();
      return;
    }
    if (event.key === "Escape" && (handle.current?.plot.u.cursor.left ?? -10) >= 0) handle.current?.plot.hideCursor();
    const action = act[event.key.toLowerCase()];
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  const subject = run !== null && (
    <>
      <span className="clip">{run.name}</span>
      {run.step !== null && (
        <small>
          {formatCount(run.step)}
          {run.total_steps !== null && ` of ${formatCount(run.total_steps)}`}
        </small>
      )}
    </>
  );

  return (
    <Panel {...frame} title={title} area={area} subject={subject} onKeyDown={onKeyDown}>
      {run === null ? (
        <Notice title="No run selected">Choose one in the run list, and its curve is drawn here.</Notice>
      ) : keys.length === 0 ? (
        <Notice title="Nothing to draw yet">{missing}</Notice>
      ) : (
        <>
          <div className={styles.tools}>
            <Group label={`${title}: x axis`}>
              {(["step", "epoch", "time"] as const).map((x) => (
                <Toggle
                  key={x}
                  on={settings.x === x}
                  disabled={x === "epoch" && run.steps_per_epoch === null}
                  onClick={() => onSettings({ ...settings, x, zoom: null })}
                >
                  {x.toUpperCase()}
                </Toggle>
              ))}
            </Group>
            <Group label={`${title}: newest points`}>
              {([100, 1000, 0] as const).map((last) => (
                <Toggle key={last} on={settings.last === last && settings.zoom === null} onClick={() => showLast(last)}>
                  {last === 0 ? "ALL" : last === 1000 ? "1K" : "100"}
                </Toggle>
              ))}
            </Group>
            <Toggle on={chart.isLog} onClick={() => change({ isLog: !chart.isLog })}>
              LOG Y
            </Toggle>
            <Toggle on={chart.hasBand} onClick={() => change({ hasBand: !chart.hasBand })}>
              BAND
            </Toggle>
            <Toggle
              on={chart.smooth > 0}
              aria-label={`Smoothing ${chart.smooth}`}
              onClick={() => change({ smooth: chart.smooth >= 0.995 ? 0 : nextSmoothing(chart.smooth, 1) })}
            >
              EMA {chart.smooth === 0 ? "OFF" : String(chart.smooth).slice(1)}
            </Toggle>
            {settings.zoom !== null && (
              <Button meaning="open" keyCap="0" onClick={() => zoomTo(null)}>
                ZOOMED
              </Button>
            )}
            <span className={styles.at} ref={at} />
          </div>
          <div className={styles.legend} ref={legend}>
            {keys.map((key, i) => (
              <span key={key}>
                <i style={{ background: `var(--s${((colors[i] ?? i) % 8) + 1})` }} />
                <span className={styles.key}>{key}</span> <b>{formatValue(run.metrics[key]?.latest)}</b>
                <small />
              </span>
            ))}
            {chart.isLog && !notes.isLog && <em>drawn linear: not all values are above 0</em>}
            {notes.hidden > 0 && <em>{formatCount(notes.hidden)} band edges at or below 0 are not on a log axis</em>}
          </div>
          <MetricPlot
            run={run}
            title={title}
            keys={keys}
            colors={colors}
            {...(fill === undefined ? {} : { fill })}
            settings={settings}
            chart={chart}
            handle={handle}
            onReadings={onReadings}
            onZoom={zoomTo}
          />
          <FeedNote />
          <DataTable runId={run.id} name={run.name} metric={keys[0] ?? ""} />
        </>
      )}
    </Panel>
  );
}

// What stands between the reader and a complete curve, said over the frame that is already there.
function FeedNote() {
  const feed = useStore(useLive().feed);
  return feed === null ? null : <FeedNoteOf feed={feed} />;
}

function FeedNoteOf({ feed }: { feed: RunFeed }) {
  const { state, problem } = useStore(feed.state);
  const connection = useStore(useLive().socket.connection).state;
  if (state === "failed" && connection !== "offline")
    return (
      <div className={styles.note} role="alert">
        <b>This chart could not be read</b> <span>{problem}</span>
        <Button meaning="open" onClick={() => void feed.reload()}>
          RETRY
        </Button>
      </div>
    );
  if (state === "reading" && feed.curves.size === 0) return <div className={styles.reading}>reading the history</div>;
  return null;
}

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function nameX(x: number, axis: PlotSettings["x"]): string {
  if (axis === "time") return formatElapsed(x);
  return axis === "epoch" ? `epoch ${x.toFixed(1)}` : formatCount(x);
}
