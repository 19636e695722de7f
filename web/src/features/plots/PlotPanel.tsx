import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import type { Run } from "../../api/wire";
import { formatCount } from "../../ui/format";
import { Notice, Panel, type PanelFrame, PanelTool } from "../../ui/Panel";
import { chartOf, chartText } from "./chartAddress";
import { PlotBody } from "./PlotBody";
import { type ChartSettings, type PlotSettings, readChart, storeChart } from "./settings";
import { usePlot } from "./usePlot";

export type Absence = [title: string, text: string];

interface Props extends PanelFrame {
  run: Run | null;
  title: string;
  area: string;
  keys: string[];
  colors: number[];
  strip?: { metric: string; color: number } | null;
  missing: string;
  // Why there is no run to draw.
  absent?: Absence | undefined;
  fill?: boolean;
  fallback: ChartSettings;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  // How the chart is drawn where that is not as usual, as the address says it.
  said: string | null;
  onSaid: (said: string | null) => void;
}

const UNSELECTED: Absence = ["No run selected", "Choose one in the run list, and its curve is drawn here."];

// A panel of the grid that holds one chart; while it has the focus, the chart's keys act.
export function PlotPanel(props: Props) {
  const { run, title, area, keys, colors, strip, missing, fill, fallback, settings, onSettings, ...rest } = props;
  const { absent = UNSELECTED, said, onSaid, ...frame } = rest;
  const chart = useMemo(
    () => (said === null ? readChart(area, fallback) : chartOf(said, fallback)),
    [said, area, fallback],
  );
  const onChart = (part: Partial<ChartSettings>) => {
    const next = { ...chart, ...part };
    storeChart(area, next);
    onSaid(chartText(next, fallback));
  };
  // What this browser was left with is told, so that the address shows the same elsewhere.
  const text = chartText(chart, fallback);
  useEffect(() => {
    if (said !== text) onSaid(text);
  });
  const shared = { chart, onChart };
  const controls = usePlot({ run, name: area, keys, fallback, settings, onSettings, shared });
  const [isMenu, setIsMenu] = useState(false);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (controls.onKeyDown(event)) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && event.target === event.currentTarget;
    const act = { enter: frame.onLarge, o: () => setIsMenu(true) }[event.key.toLowerCase()];
    if (!isPlain || act === undefined) return;
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
    <Panel
      {...frame}
      title={title}
      area={area}
      subject={subject}
      onKeyDown={onKeyDown}
      tools={
        run !== null &&
        keys.length > 0 && (
          <PanelTool icon="more" label={`Options of ${title}`} isOn={isMenu} onClick={() => setIsMenu(!isMenu)} />
        )
      }
    >
      {run === null && <Notice title={absent[0]}>{absent[1]}</Notice>}
      {run !== null && keys.length === 0 && <Notice title="Nothing to draw yet">{missing}</Notice>}
      {run !== null && keys.length > 0 && (
        <PlotBody
          run={run}
          title={title}
          keys={keys}
          colors={colors}
          strip={strip ?? null}
          fill={fill ?? false}
          settings={settings}
          onSettings={onSettings}
          controls={controls}
          isMenu={isMenu}
          onMenu={setIsMenu}
        />
      )}
    </Panel>
  );
}
