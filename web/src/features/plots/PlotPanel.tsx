import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { formatCount, formatElapsed } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { DataTable } from "./DataTable";
import { FeedNote } from "./FeedNote";
import { Legend, notesOf, write, writeLegend } from "./Legend";
import { MetricPlot, type PlotHandle, type PlotNotes, type Reading } from "./MetricPlot";
import { PlotToolbar } from "./PlotToolbar";
import { Strip } from "./Strip";
import { autoSmoothing, type ChartSettings, nextSmoothing, type PlotSettings, readChart, storeChart } from "./settings";

interface Props extends PanelFrame {
  run: Run | null;
  title: string;
  area: string;
  keys: string[];
  colors: number[];
  // A further metric drawn low below the chart, with its colour.
  strip: { metric: string; color: number } | null;
  missing: string;
  fill: boolean;
  fallback: ChartSettings;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
}

// A chart with its toolbar, its legend and its keys.
export function PlotPanel(props: Props) {
  const { run, title, area, keys, colors, strip, missing, fill, fallback, settings, onSettings, ...frame } = props;
  const feed = useStore(useLive().feed);
  const [chart, setChart] = useState(() => readChart(area, fallback));
  const [notes, setNotes] = useState<PlotNotes>({ isLog: chart.isLog, hidden: 0 });
  const handle = useRef<PlotHandle | null>(null);
  const legend = useRef<HTMLDivElement>(null);
  const at = useRef<HTMLSpanElement>(null);
  const axis = useRef(settings.x);
  axis.current = settings.x;

  const smooth = chart.smooth ?? autoSmoothing(run?.total_steps ?? run?.step ?? 0);

  const change = (part: Partial<ChartSettings>) => {
    const next = { ...chart, ...part };
    setChart(next);
    storeChart(area, next);
  };

  const wanted = [...keys, ...(strip === null ? [] : [strip.metric])].join("\n");
  useEffect(() => {
    if (feed !== null && wanted !== "") feed.want(wanted.split("\n"));
  }, [feed, wanted]);

  const onReadings = useCallback((readings: Reading[], cursorX: number | null, next: PlotNotes) => {
    writeLegend(legend.current, readings);
    write(at.current, cursorX === null ? "" : `at ${nameX(cursorX, axis.current)}`);
    setNotes((before) => (before.isLog === next.isLog && before.hidden === next.hidden ? before : next));
  }, []);

  // A reader who looks closer than the first reading shows gets the points themselves.
  const look = (from: number, to: number) => void feed?.refine(Math.floor(from), Math.ceil(to)).catch(() => {});
  const zoomTo = (zoom: PlotSettings["zoom"]) => {
    onSettings({ ...settings, zoom });
    if (zoom !== null && settings.x === "step") look(zoom[0], zoom[1]);
  };
  const showLast = (last: PlotSettings["last"]) => {
    onSettings({ ...settings, last, zoom: null });
    const lead = feed?.curves.get(keys[0] ?? "");
    if (last === 0 || lead === undefined || lead.cells.length === 0) return;
    look(lead.stepOfNewest(last), lead.cells.at("last", lead.cells.length - 1));
  };
  const zoomBy = (factor: number) => {
    const u = handle.current?.plot.u;
    const [low, high] = [u?.scales.x?.min ?? 0, u?.scales.x?.max ?? 1];
    const left = u?.cursor.left ?? -1;
    const middle = u === undefined || left < 0 ? (low + high) / 2 : u.posToVal(left, "x");
    zoomTo([middle - (middle - low) * factor, middle + (high - middle) * factor]);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onPanel = event.target === event.currentTarget;
    const hasCursor = (handle.current?.plot.u.cursor.left ?? -1) >= 0;
    const acts: Record<string, (() => void) | false> = {
      arrowleft: () => handle.current?.plot.moveCursor(event.shiftKey ? -40 : -4),
      arrowright: () => handle.current?.plot.moveCursor(event.shiftKey ? 40 : 4),
      "+": () => zoomBy(0.5),
      "=": () => zoomBy(0.5),
      "-": () => zoomBy(2),
      "0": () => zoomTo(null),
      y: () => change({ isLog: !chart.isLog }),
      m: () => change({ hasBand: !chart.hasBand }),
      "[": () => change({ smooth: nextSmoothing(smooth, -1) }),
      "]": () => change({ smooth: nextSmoothing(smooth, 1) }),
      enter: onPanel && frame.onLarge,
      escape: hasCursor && (() => handle.current?.plot.hideCursor()),
    };
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
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
      {run === null && (
        <Notice title="No run selected">Choose one in the run list, and its curve is drawn here.</Notice>
      )}
      {run !== null && keys.length === 0 && <Notice title="Nothing to draw yet">{missing}</Notice>}
      {run !== null && keys.length > 0 && (
        <>
          <PlotToolbar
            title={title}
            settings={settings}
            chart={chart}
            smooth={smooth}
            hasEpochs={run.steps_per_epoch !== null}
            at={at}
            onAxis={(x) => onSettings({ ...settings, x, zoom: null })}
            onLast={showLast}
            onChart={change}
            onFit={() => zoomTo(null)}
          />
          <Legend run={run} keys={keys} colors={colors} notes={notesOf(notes, chart.isLog)} host={legend} />
          <MetricPlot
            run={run}
            title={title}
            keys={keys}
            colors={colors}
            fill={fill}
            hasX={strip === null}
            settings={settings}
            chart={chart}
            smooth={smooth}
            handle={handle}
            onReadings={onReadings}
            onZoom={zoomTo}
          />
          {strip !== null && <Strip run={run} {...strip} settings={settings} smooth={smooth} onZoom={zoomTo} />}
          <FeedNote />
          <DataTable runId={run.id} name={run.name} metric={keys[0] ?? ""} />
        </>
      )}
    </Panel>
  );
}

function nameX(x: number, axis: PlotSettings["x"]): string {
  if (axis === "time") return formatElapsed(x);
  return axis === "epoch" ? `epoch ${x.toFixed(1)}` : formatCount(x);
}
