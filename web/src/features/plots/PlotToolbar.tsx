import type { Ref } from "react";
import { Group, Toggle } from "../../ui/Button";
import { metricOf } from "./axis";
import styles from "./PlotPanel.module.css";
import { type ChartSettings, nextSmoothing, type PlotSettings, SMOOTHING } from "./settings";

interface Props {
  title: string;
  settings: PlotSettings;
  chart: ChartSettings;
  // The strength now in force, chosen or not.
  smooth: number;
  hasEpochs: boolean;
  at: Ref<HTMLSpanElement>;
  onAxis: (x: PlotSettings["x"]) => void;
  onLast: (last: PlotSettings["last"]) => void;
  onChart: (part: Partial<ChartSettings>) => void;
  onFit: () => void;
}

const AXES = ["step", "epoch", "time"] as const;
const LAST: [PlotSettings["last"], string][] = [
  [100, "100"],
  [1000, "1K"],
];

export function PlotToolbar({ title, settings, chart, smooth, hasEpochs, at, onAxis, onLast, onChart, onFit }: Props) {
  const other = settings.x === "wall" ? "WALL" : metricOf(settings.x);
  const most = SMOOTHING[SMOOTHING.length - 1] ?? 0;
  return (
    <div className={styles.tools} data-plot-tools>
      <Group label={`${title}: x axis`}>
        {AXES.map((x) => (
          <Toggle key={x} on={settings.x === x} disabled={x === "epoch" && !hasEpochs} onClick={() => onAxis(x)}>
            {x.toUpperCase()}
          </Toggle>
        ))}
        {other !== null && (
          <Toggle on title={`over ${other}`} onClick={() => onAxis("step")}>
            {other}
          </Toggle>
        )}
      </Group>
      <Group label={`${title}: newest points`}>
        {LAST.map(([last, word]) => (
          <Toggle key={word} on={settings.last === last && settings.zoom === null} onClick={() => onLast(last)}>
            {word}
          </Toggle>
        ))}
        {settings.zoom === null ? (
          <Toggle on={settings.last === 0} onClick={() => onLast(0)}>
            ALL
          </Toggle>
        ) : (
          <Toggle on className={styles.zoomed} title="A stretch that was chosen; back to all with 0" onClick={onFit}>
            ZOOM
          </Toggle>
        )}
      </Group>
      <Toggle on={chart.isLog} onClick={() => onChart({ isLog: !chart.isLog })}>
        LOG Y
      </Toggle>
      <Toggle on={chart.hasBand} onClick={() => onChart({ hasBand: !chart.hasBand })}>
        BAND
      </Toggle>
      <Toggle
        on={smooth > 0}
        title="Exponential mean over logged points"
        onClick={() =>
          onChart({ smooth: chart.smooth === null ? 0 : smooth >= most ? null : nextSmoothing(smooth, 1) })
        }
      >
        EMA {smooth === 0 ? "OFF" : String(smooth).slice(1)}
        {chart.smooth === null && " AUTO"}
      </Toggle>
      <span className={styles.at} ref={at} />
    </div>
  );
}
