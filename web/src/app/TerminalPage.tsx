import { useState } from "react";
import type { Run } from "../api/wire";
import { ActionsPanel } from "../features/actions/ActionsPanel";
import { CheckpointsPanel } from "../features/checkpoints/CheckpointsPanel";
import { ConfigPanel } from "../features/config/ConfigPanel";
import { EventLogPanel } from "../features/events/EventLogPanel";
import { PlotPanel } from "../features/plots/PlotPanel";
import type { PlotSettings } from "../features/plots/settings";
import { RunHeader } from "../features/runs/RunHeader";
import { RunListPanel } from "../features/runs/RunListPanel";
import { SystemPanel } from "../features/system/SystemPanel";
import type { CatalogView } from "../live/catalog";
import { useLive } from "../live/LiveContext";
import { useMedia } from "../ui/useMedia";
import styles from "./TerminalPage.module.css";

interface Props {
  catalog: CatalogView;
  run: Run | null;
  onSelect: (id: string) => void;
  large: number | null;
  onLarge: (panel: number) => void;
}

// On a narrow screen one panel at a time stands above the run list.
const TABS: [string, string][] = [
  ["loss", "LOSS"],
  ["lr", "LR"],
  ["events", "EVENTS"],
  ["checkpoints", "CKPT"],
  ["config", "CONFIG"],
  ["system", "SYSTEM"],
  ["actions", "ACTIONS"],
];
const LOSS = { isLog: true, hasBand: true, smooth: null };
const LR = { isLog: false, hasBand: true, smooth: 0 };

// Eight panels in nine cells. The selected run drives all but the lists.
export function TerminalPage({ catalog, run, onSelect, large, onLarge }: Props) {
  const { trends } = useLive();
  const hasRoom = useMedia("(min-width: 761px) and (min-height: 821px)");
  const [tab, setTab] = useState("loss");
  const [settings, setSettings] = useState<PlotSettings>({ x: "step", last: 0, zoom: null, isLogX: false });
  const [zoomOf, setZoomOf] = useState(run?.id);
  // A zoom is a stretch of one run: another run begins unzoomed.
  if (zoomOf !== run?.id) {
    setZoomOf(run?.id);
    if (settings.zoom !== null) setSettings({ ...settings, zoom: null });
  }
  const panel = (number: number) => ({ number, isLarge: large === number, onLarge: () => onLarge(number) });
  const trendOf = (id: string) => trends.get(id);
  const loss = run === null ? [] : lossKeys(run);
  const lr = run?.primary.lr ?? null;
  return (
    <main className={styles.page} data-large={large ?? undefined}>
      {run !== null && <RunHeader run={run} />}
      <nav className={styles.tabs} aria-label="Panels">
        {TABS.map(([area, word]) => (
          <button key={area} type="button" aria-pressed={tab === area} onClick={() => setTab(area)}>
            {word}
          </button>
        ))}
      </nav>
      <div className={styles.grid} data-tab={tab}>
        <RunListPanel
          {...panel(1)}
          catalog={catalog}
          trendOf={trendOf}
          selected={run?.id ?? null}
          onSelect={onSelect}
        />
        <SystemPanel {...panel(2)} />
        <EventLogPanel {...panel(3)} runs={catalog.byId} selected={run?.id ?? null} onSelect={onSelect} />
        <PlotPanel
          {...panel(4)}
          run={run}
          title="LOSS PLOT"
          area="loss"
          keys={loss}
          colors={[0, 1]}
          strip={hasRoom ? stripOf(run, 2, ["train/grad_norm", "grad_norm"]) : null}
          fill={false}
          missing="A metric whose name ends in “loss” is drawn here as soon as the script logs one."
          fallback={LOSS}
          settings={settings}
          onSettings={setSettings}
        />
        <PlotPanel
          {...panel(5)}
          run={run}
          title="LR PLOT"
          area="lr"
          keys={lr === null ? [] : [lr]}
          colors={[4]}
          strip={hasRoom ? stripOf(run, 3, [run?.primary.accuracy ?? "", "val/accuracy", "perf/step_ms"]) : null}
          missing="The learning rate is drawn here as soon as the script logs lr, learning_rate or train/lr."
          fill
          fallback={LR}
          settings={settings}
          onSettings={setSettings}
        />
        <ConfigPanel {...panel(6)} run={run} />
        <CheckpointsPanel {...panel(7)} run={run} />
        <ActionsPanel {...panel(8)} run={run} />
      </div>
    </main>
  );
}

// The first of some metrics that the run has, for the low chart below a plot.
function stripOf(run: Run | null, color: number, names: string[]): { metric: string; color: number } | null {
  const metric = names.find((name) => run !== null && name in run.metrics);
  return metric === undefined ? null : { metric, color };
}

function lossKeys(run: Run): string[] {
  const validation = ["val/loss", "val_loss", "eval/loss", "eval_loss"].find((key) => key in run.metrics);
  return [run.primary.loss ?? null, validation ?? null].filter(
    (key, i, all): key is string => key !== null && all.indexOf(key) === i,
  );
}
