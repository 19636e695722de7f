import { useCallback, useRef } from "react";
import type { Run } from "../../api/wire";
import type { Range } from "../../ui/chart/axes";
import { Legend, writeLegend } from "./Legend";
import { MetricPlot, type PlotHandle } from "./MetricPlot";
import styles from "./PlotPanel.module.css";
import type { Reading } from "./painter";
import type { ChartSettings, PlotSettings } from "./settings";

interface Props {
  run: Run;
  metric: string;
  color: number;
  settings: PlotSettings;
  smooth: number;
  onZoom: (zoom: Range | null) => void;
}

const CHART: ChartSettings = { isLog: false, hasBand: true, smooth: null };

// A second metric in a low chart below the first, over the same stretch of x.
export function Strip({ run, metric, color, settings, smooth, onZoom }: Props) {
  const handle = useRef<PlotHandle | null>(null);
  const legend = useRef<HTMLDivElement>(null);
  const onReadings = useCallback((readings: Reading[]) => writeLegend(legend.current, readings), []);
  return (
    <div className={styles.strip}>
      <Legend run={run} keys={[metric]} colors={[color]} notes={[]} host={legend} />
      <MetricPlot
        run={run}
        title={metric}
        keys={[metric]}
        colors={[color]}
        fill={false}
        hasX
        settings={settings}
        chart={CHART}
        smooth={smooth}
        handle={handle}
        onReadings={onReadings}
        onZoom={onZoom}
      />
    </div>
  );
}
