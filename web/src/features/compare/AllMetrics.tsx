import { memo, useCallback, useEffect, useMemo, useState } from "react";
import type { Run } from "../../api/wire";
import type { Cells } from "../../live/cells";
import { Notice } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import { useNear } from "../../ui/useNear";
import styles from "./AllMetrics.module.css";
import { CompareChart } from "./CompareChart";
import { counted } from "./counted";
import { drawingOf, layOut } from "./drawing";
import type { Group, Look } from "./groups";
import type { CompareSettings, Zoom } from "./settings";
import { useManySeries } from "./useManySeries";

interface Props {
  runs: readonly Run[];
  metrics: readonly string[];
  groups: readonly Group[];
  looks: ReadonlyMap<string, Look>;
  settings: CompareSettings;
  zoom: Zoom;
  focused: string | null;
  onFocus: (id: string | null) => void;
  onOpen: (id: string) => void;
  onZoom: (zoom: Zoom) => void;
}

// So many columns for a chart of a page of many: about as many as it has pixels.
const WIDTH = 360;

// Every metric of the compared runs as a chart. Only those in sight read and draw, all of them in one request.
export function AllMetrics({ runs, metrics, ...shared }: Props) {
  const [near, setNear] = useState<ReadonlySet<string>>(new Set());
  const onNear = useCallback((metric: string, isNear: boolean) => {
    setNear((before) => {
      if (before.has(metric) === isNear) return before;
      const next = new Set(before);
      if (isNear) next.add(metric);
      else next.delete(metric);
      return next;
    });
  }, []);
  const zoom = shared.settings.x === "step" ? shared.zoom : null;
  const wanted = metrics.filter((metric) => near.has(metric));
  const { cells, problem } = useManySeries(runs, wanted, WIDTH, zoom);
  return (
    <ScrollArea className={styles.scroll} label="All metrics">
      {problem !== null && <p className="tone-err">{problem}</p>}
      {metrics.length === 0 && <Notice title="Nothing to draw yet">These runs have logged no metric.</Notice>}
      <div className={styles.grid}>
        {metrics.map((metric) => (
          <MetricCard
            key={metric}
            metric={metric}
            runs={runs}
            cells={near.has(metric) ? cells.get(metric) : undefined}
            onNear={onNear}
            {...shared}
          />
        ))}
      </div>
    </ScrollArea>
  );
}

interface CardProps extends Omit<Props, "metrics"> {
  metric: string;
  cells: ReadonlyMap<string, Cells> | undefined;
  onNear: (metric: string, isNear: boolean) => void;
}

const MetricCard = memo(function MetricCard(props: CardProps) {
  const { metric, runs, groups, looks, settings, zoom, cells, focused, onNear, onFocus, onOpen, onZoom } = props;
  const [host, isNear] = useNear();
  useEffect(() => onNear(metric, isNear), [metric, isNear, onNear]);
  const drawing = useMemo(
    () =>
      cells === undefined ? null : drawingOf(layOut(runs, cells, settings, zoom, WIDTH), groups, looks, settings, zoom),
    [runs, groups, cells, looks, settings, zoom],
  );
  return (
    <section ref={host} className={styles.card} data-chart={metric} aria-label={metric}>
      <h3 title={metric}>
        {metric}
        {drawing?.notes.map((note) => (
          <small key={note}> · {note}</small>
        ))}
      </h3>
      <div className={styles.plot}>
        {drawing !== null && drawing.reason !== null && <Notice title="No line to draw">{drawing.reason}</Notice>}
        {cells !== undefined && drawing !== null && drawing.reason === null && drawing.lines.length > 0 && (
          <CompareChart
            label={`${metric} of ${counted(drawing.lines.length, "line")}`}
            metric={metric}
            drawing={drawing}
            focused={focused}
            onFocus={onFocus}
            onOpen={onOpen}
            onZoom={onZoom}
          />
        )}
      </div>
    </section>
  );
});
