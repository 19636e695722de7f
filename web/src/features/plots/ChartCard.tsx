import { type KeyboardEvent, memo, useCallback, useMemo, useState } from "react";
import type { Run } from "../../api/wire";
import { Boundary } from "../../ui/Boundary";
import { Icon } from "../../ui/Icon";
import { lazily } from "../../ui/lazily";
import { PanelTool } from "../../ui/Panel";
import { useNear } from "../../ui/useNear";
import styles from "./ChartCard.module.css";
import { DataTable } from "./DataTable";
import { notesOf } from "./Legend";
import { MetricPlot } from "./MetricPlot";
import { NothingHere } from "./NothingHere";
import type { PlotNotes, Reading } from "./painter";
import type { ChartSettings, PlotSettings } from "./settings";
import { usePlot } from "./usePlot";

const PlotMenu = lazily(() => import("./PlotMenu").then((menu) => menu.default));

export interface ChartCardProps {
  run: Run;
  metric: string;
  color: number;
  isWide: boolean;
  isLarge: boolean;
  isSynced: boolean;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  chart: ChartSettings;
  onChart: (part: Partial<ChartSettings>) => void;
  onLarge: (metric: string | null) => void;
  onCursor: (x: number | null) => void;
}

// One metric of a page of many. Only what is in sight or about to be draws, and reads; the others keep their place.
export const ChartCard = memo(function ChartCard(props: ChartCardProps) {
  const { run, metric, color, isWide, isLarge, isSynced, chart, onChart, onLarge, onCursor } = props;
  const [host, isNear] = useNear();
  const [isMenu, setIsMenu] = useState(false);
  // A chart that does not go with the others keeps its own stretch.
  const [alone, setAlone] = useState<PlotSettings["zoom"]>(null);
  const settings = useMemo(
    () => (isSynced ? props.settings : { ...props.settings, zoom: alone }),
    [isSynced, props.settings, alone],
  );
  const onSettings = (next: PlotSettings) => {
    if (!isSynced) setAlone(next.zoom);
    if (isSynced || next.x !== settings.x || next.last !== settings.last || next.isLogX !== settings.isLogX)
      props.onSettings(isSynced ? next : { ...next, zoom: props.settings.zoom });
  };
  const controls = usePlot({
    run: isNear ? run : null,
    name: metric,
    keys: [metric],
    fallback: chart,
    settings,
    onSettings,
    shared: { chart, onChart },
  });
  const { onReadings } = controls;
  const read = useCallback(
    (readings: Reading[], x: number | null, notes: PlotNotes) => {
      onReadings(readings, x, notes);
      onCursor(x);
    },
    [onReadings, onCursor],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (controls.onKeyDown(event)) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && event.target === event.currentTarget;
    const act = { enter: () => onLarge(isLarge ? null : metric), o: () => setIsMenu(true) }[event.key.toLowerCase()];
    if (!isPlain || act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const notes = notesOf(controls.notes, chart.isLog, settings.isLogX);
  const id = `chart-${metric}`;
  return (
    <section
      ref={host}
      className={styles.card}
      data-wide={isWide || undefined}
      data-large={isLarge || undefined}
      data-panel={id}
      data-area="loss"
      data-chart={metric}
      aria-label={metric}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a chart is a stop of the keyboard; its keys act while it has the focus.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <header>
        <h3 style={{ color: `var(--s${(color % 8) + 1})` }} title={metric}>
          <span>{metric.slice(0, metric.indexOf("/") + 1)}</span>
          {metric.slice(metric.indexOf("/") + 1)}
        </h3>
        <div className={styles.reading} ref={controls.legend}>
          <span>
            <b />
            <small />
          </span>
        </div>
        {notes.length > 0 && (
          <em title={notes.join("; ")}>
            <Icon name="bang" size={9} />
            <span className="sr-only">{notes.join("; ")}</span>
          </em>
        )}
        <PanelTool icon="more" label={`Options of ${metric}`} isOn={isMenu} onClick={() => setIsMenu(!isMenu)} />
        <PanelTool
          icon={isLarge ? "shrink" : "grow"}
          label={isLarge ? `Shrink ${metric}` : `Enlarge ${metric}`}
          isOn={false}
          onClick={() => onLarge(isLarge ? null : metric)}
        />
      </header>
      <div className={styles.plot}>
        {isNear && (
          <Boundary name={metric}>
            <MetricPlot
              run={run}
              title={metric}
              keys={[metric]}
              colors={[color]}
              fill={false}
              hasX
              settings={settings}
              chart={chart}
              smooth={controls.smooth}
              syncKey={isSynced ? undefined : id}
              handle={controls.handle}
              onReadings={read}
              onZoom={controls.zoomTo}
            />
            {controls.notes.isEmpty && <NothingHere onFit={() => controls.zoomTo(null)} />}
            <DataTable runId={run.id} name={run.name} metric={metric} />
          </Boundary>
        )}
        {isMenu && (
          <PlotMenu
            run={run}
            title={metric}
            keys={[metric]}
            colors={[color]}
            settings={settings}
            onSettings={onSettings}
            controls={controls}
            isMenu
            onMenu={setIsMenu}
            onClose={() => setIsMenu(false)}
          />
        )}
      </div>
    </section>
  );
});
