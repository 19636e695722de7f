import type { Run } from "../../api/wire";
import { later, lazily, unmissed } from "../../ui/lazily";
import { FeedNote } from "./FeedNote";
import { Legend, notesOf } from "./Legend";
import { MetricPlot } from "./MetricPlot";
import { NothingHere } from "./NothingHere";
import styles from "./PlotPanel.module.css";
import { PlotToolbar } from "./PlotToolbar";
import { Strip } from "./Strip";
import type { PlotSettings } from "./settings";
import type { PlotControls } from "./usePlot";

// For those who do not see the chart, which comes first.
const DataTable = later(() => import("./DataTable").then((table) => table.DataTable));
const PlotMenu = lazily(() => import("./PlotMenu").then((menu) => menu.default));

export interface PlotBodyProps {
  run: Run;
  title: string;
  keys: string[];
  colors: number[];
  // A further metric drawn low below the chart, with its colour.
  strip?: { metric: string; color: number } | null;
  fill?: boolean;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  controls: PlotControls;
  isMenu: boolean;
  onMenu: (isMenu: boolean) => void;
}

// A chart with its toolbar and its legend, wherever it stands.
export function PlotBody(props: PlotBodyProps) {
  const {
    run,
    title,
    keys,
    colors,
    strip = null,
    fill = false,
    settings,
    onSettings,
    controls,
    isMenu,
    onMenu,
  } = props;
  const { chart, smooth, zoomTo } = controls;
  return (
    <div className={styles.plot}>
      <PlotToolbar
        title={title}
        settings={settings}
        chart={chart}
        smooth={smooth}
        hasEpochs={run.steps_per_epoch !== null}
        at={controls.at}
        onAxis={(x) => onSettings({ ...settings, x, zoom: null })}
        onLast={controls.showLast}
        onChart={controls.change}
        onFit={() => zoomTo(null)}
      />
      <Legend
        run={run}
        keys={keys}
        colors={colors}
        notes={notesOf(controls.notes, chart.isLog, settings.isLogX)}
        host={controls.legend}
      />
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
        handle={controls.handle}
        onReadings={controls.onReadings}
        onZoom={zoomTo}
      />
      {controls.notes.isEmpty && <NothingHere onFit={() => zoomTo(null)} />}
      {strip !== null && <Strip run={run} {...strip} settings={settings} smooth={smooth} onZoom={zoomTo} />}
      <FeedNote run={run} />
      <DataTable placeholder={unmissed} runId={run.id} name={run.name} metric={keys[0] ?? ""} />
      {isMenu && <PlotMenu {...props} onClose={() => onMenu(false)} />}
    </div>
  );
}
