import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import { AllMetrics } from "./AllMetrics";
import { ChartPanel } from "./ChartPanel";
import styles from "./Compare.module.css";
import { CompareBar } from "./CompareBar";
import { DiffPanel } from "./DiffPanel";
import { defaultDimensions, dimensionOf, isInside, metricNames } from "./dimension";
import { drawingOf, layOut } from "./drawing";
import { GroupsPanel } from "./GroupsPanel";
import { type Group, groupKeys, groupsOf, looksOf } from "./groups";
import { LegendPanel } from "./LegendPanel";
import { ParallelPanel } from "./ParallelPanel";
import { ScatterPanel } from "./ScatterPanel";
import { LEVELS } from "./settings";
import { useAddress } from "./useAddress";
import { useSeries } from "./useSeries";

const NO_GROUPS: Group[] = [];

interface Props {
  runs: readonly Run[];
  // How many the address names; those that are hidden, or past the hundredth, are not among the runs.
  named: number;
  query: URLSearchParams;
  // Some changes are no step that one goes back over.
  onChange: (changes: Record<string, string | null>, isReplaced?: boolean) => void;
  onOpen: (id: string) => void;
}

// Up to a hundred runs beside each other. One run is in front everywhere: the one that was pointed at last.
export function ComparePanels({ runs, named, query, onChange, onOpen }: Props) {
  const { settings, zoom, brushes, setSettings, setZoom, setBrushes } = useAddress(query, onChange);
  const [focused, setFocused] = useState<string | null>(null);
  const slots = useRef(new Map<string, number>());

  const isAll = query.get("view") === "all";
  const metrics = metricNames(runs);
  const metric = query.get("metric") ?? metrics[0] ?? null;
  const keys = groupKeys(runs);
  const asked = query.get("by");
  // Without a choice the lines keep colours of their own, and only the chart of groups takes the first key there is.
  const by = asked || keys[0] || null;
  const groups = useMemo(() => groupsOf(runs, by), [runs, by]);
  const isGrouped = Boolean(asked);
  const looks = useMemo(() => looksOf(runs, isGrouped ? groups : [], slots.current), [runs, groups, isGrouped]);
  const groupMetric = query.get("gmetric") ?? metric;
  const lines = useSeries(runs, isAll ? null : metric, settings.x === "step" ? zoom : null);
  const otherLines = useSeries(
    runs,
    isAll || groupMetric === metric ? null : groupMetric,
    settings.x === "step" ? zoom : null,
  );
  const groupLines = groupMetric === metric ? lines : otherLines;
  // The first curves go first: the panels that need none are drawn in the time that is left after them.
  const wasRead = useRef(false);
  wasRead.current ||= isAll || metric === null || lines.tookMs !== null || lines.problem !== null;
  const isWhole = useDeferredValue(wasRead.current, false);
  const laid = useMemo(() => layOut(runs, lines.cells, settings, zoom), [runs, lines.cells, settings, zoom]);
  const overlay = useMemo(() => drawingOf(laid, [], looks, settings, zoom), [laid, looks, settings, zoom]);
  const axes = query.get("axes")?.split(",").map(decodeURIComponent) ?? defaultDimensions(runs);
  const dimensions = axes.map((name) => dimensionOf(name, runs));
  const isIn = (run: Run) => isInside(run, dimensions, brushes);
  const first = runs[0];
  const base = runs.find((run) => run.id === query.get("base")) ?? first;
  if (base === undefined) return null;

  const names = [
    ...new Set([...axes, ...keys.filter((key) => key.startsWith("config.")), ...metrics.map((key) => `metric.${key}`)]),
  ];
  const large = Number(query.get("panel")) || null;
  const frame = (number: number) => ({
    number,
    isLarge: large === number,
    onLarge: () => onChange({ panel: large === number ? null : String(number) }),
  });
  // Closer or wider around the middle, or to the side by a share of what is seen.
  const zoomBy = (factor: number, shift: number) => {
    const back = (value: number) => (settings.isLogX ? 10 ** value : value);
    const [low, high] = overlay.xRange;
    const middle = (low + high) / 2 + shift * (high - low);
    const half = (factor * (high - low)) / 2;
    setZoom([back(middle - half), back(middle + half)]);
  };
  const front = { focused, onFocus: setFocused, onOpen };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isField = event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement;
    if (isField || event.ctrlKey || event.altKey || event.metaKey) return;
    const acts: Record<string, () => void> = {
      y: () => setSettings({ ...settings, isLogY: !settings.isLogY }),
      x: () => setSettings({ ...settings, isLogX: !settings.isLogX }),
      m: () => setSettings({ ...settings, hasBand: !settings.hasBand }),
      "0": () => setZoom(null),
      "[": () => setSettings({ ...settings, smooth: LEVELS[LEVELS.indexOf(settings.smooth) - 1] ?? 0 }),
      "]": () => setSettings({ ...settings, smooth: LEVELS[LEVELS.indexOf(settings.smooth) + 1] ?? settings.smooth }),
      "+": () => zoomBy(0.5, 0),
      "=": () => zoomBy(0.5, 0),
      "-": () => zoomBy(2, 0),
      arrowleft: () => zoomBy(1, -0.1),
      arrowright: () => zoomBy(1, 0.1),
      a: () => onChange({ view: isAll ? null : "all" }),
      d: () => onChange({ all: query.get("all") === "1" ? null : "1" }),
    };
    const act = acts[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: letters act wherever the focus is on the page.
    <div className={styles.page} onKeyDown={onKeyDown} data-large={large ?? undefined}>
      <CompareBar
        runs={runs}
        named={named}
        groups={isGrouped ? groups.length : 0}
        by={isGrouped ? by : null}
        keys={keys}
        settings={settings}
        zoom={zoom}
        onBy={(name) => onChange({ by: name })}
        onSettings={setSettings}
        onFit={() => setZoom(null)}
        isAll={isAll}
        onAll={(isAll) => onChange({ view: isAll ? "all" : null })}
      />
      {isAll ? (
        <AllMetrics
          {...{ runs, looks, settings, zoom, metrics }}
          groups={isGrouped ? groups : NO_GROUPS}
          {...front}
          onZoom={setZoom}
        />
      ) : (
        <div className={styles.grid}>
          <LegendPanel
            {...frame(1)}
            {...front}
            {...{ runs, looks, metric, isIn }}
            groups={isGrouped ? groups : []}
            onRemove={(id) =>
              onChange({
                // Those that are named stay, also where they are hidden.
                runs: (query.get("runs") ?? "")
                  .split(",")
                  .filter((named) => named !== id)
                  .join(","),
              })
            }
          />
          <ChartPanel
            {...frame(2)}
            {...front}
            {...{ metric, metrics, lines }}
            title="OVERLAY"
            area="overlay"
            drawing={overlay}
            missing="A metric that these runs logged is drawn here, one line for each run."
            onMetric={(name) => onChange({ metric: name })}
            onZoom={setZoom}
          />
          {isWhole && (
            <>
              <GroupsPanel
                {...frame(3)}
                {...{ runs, groups, by, looks, settings, zoom, metrics }}
                metric={groupMetric}
                lines={groupLines}
                shared={groupMetric === metric ? laid : null}
                onMetric={(name) => onChange({ gmetric: name })}
                onZoom={setZoom}
              />
              <ParallelPanel
                {...frame(4)}
                {...front}
                {...{ runs, dimensions, looks, brushes }}
                onBrush={(name, brush, isHeld) => {
                  const next = new Map(brushes);
                  if (brush === null) next.delete(name);
                  else next.set(name, brush);
                  setBrushes(next, isHeld);
                }}
                onClear={() => setBrushes(new Map())}
                onKeep={(ids) => onChange({ runs: ids.join(","), brush: null })}
              />
              <DiffPanel
                {...frame(5)}
                {...{ runs, base, focused }}
                isAll={query.get("all") === "1"}
                onAll={(isAll) => onChange({ all: isAll ? "1" : null })}
                onBase={(id) => onChange({ base: id })}
              />
              <ScatterPanel
                {...frame(6)}
                {...front}
                {...{ runs, looks, names, isIn }}
                x={query.get("sx") ?? axes.find((name) => /(^|[._])lr$|learning_rate/.test(name)) ?? axes[0] ?? "step"}
                y={query.get("sy") ?? (metric === null ? "step" : `metric.${metric}`)}
                size={query.get("ss")}
                onAxis={(axis, name) => onChange({ [axis]: name })}
              />
            </>
          )}
        </div>
      )}
    </div>
  );
}
