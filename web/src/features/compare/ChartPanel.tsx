import type { ReactNode } from "react";
import { formatCount } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./Compare.module.css";
import { CompareChart } from "./CompareChart";
import type { Drawing } from "./chartOptions";
import { counted } from "./counted";
import { Axis } from "./ScatterPanel";
import type { Zoom } from "./settings";
import type { Lines } from "./useSeries";

interface Props extends PanelFrame {
  title: string;
  area: string;
  metric: string | null;
  metrics: readonly string[];
  drawing: Drawing;
  lines: Lines;
  focused: string | null;
  missing: ReactNode;
  onMetric: (metric: string) => void;
  onFocus: (id: string | null) => void;
  onOpen: (id: string) => void;
  onZoom: (zoom: Zoom) => void;
}

// Values that no line can show are told with their count.
function oddNotes(odd: ReadonlyMap<string, number>): string[] {
  const all = [...odd.values()].reduce((sum, count) => sum + count, 0);
  return all === 0 ? [] : [`${formatCount(all)} × NaN or ±Inf in ${counted(odd.size, "run")}`];
}

export function ChartPanel(props: Props) {
  const {
    title,
    area,
    metric,
    metrics,
    drawing,
    lines,
    focused,
    missing,
    onMetric,
    onFocus,
    onOpen,
    onZoom,
    ...frame
  } = props;
  const isReading = metric !== null && lines.tookMs === null && lines.problem === null;
  const front = drawing.lines.find(({ id }) => id === focused);
  const name = front?.name ?? counted(drawing.lines.length, "line");
  const took = lines.tookMs === null ? "" : ` · ${lines.tookMs.toFixed(0)} ms`;
  const notes = [...drawing.notes, ...oddNotes(lines.odd)];
  return (
    <Panel
      {...frame}
      title={title}
      area={area}
      subject={
        <small className={styles.note} title={[name + took, ...notes, lines.problem ?? []].flat().join(" · ")}>
          {front === undefined ? name : <b>{name}</b>}
          {took}
          {notes.map((note) => (
            <em key={note}> · {note}</em>
          ))}
          {lines.problem !== null && <span className="tone-err"> {lines.problem}</span>}
        </small>
      }
      tools={metric !== null && <Axis label="metric" value={metric} names={metrics} onPick={onMetric} />}
    >
      {drawing.lines.length === 0 || metric === null ? (
        <Notice title={isReading ? "Reading the curves" : "Nothing to draw yet"}>{missing}</Notice>
      ) : drawing.reason !== null ? (
        <Notice title="No line to draw">{drawing.reason}</Notice>
      ) : (
        <CompareChart
          label={`${metric} of ${drawing.lines.map(({ name }) => name).join(", ")}`}
          metric={metric}
          drawing={drawing}
          focused={focused}
          onFocus={onFocus}
          onOpen={onOpen}
          onZoom={onZoom}
        />
      )}
    </Panel>
  );
}
