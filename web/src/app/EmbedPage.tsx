import { useEffect, useState } from "react";
import type { Run } from "../api/wire";
import { ConnectionStrip } from "../features/frame/LiveState";
import { PlotBody } from "../features/plots/PlotBody";
import type { PlotSettings } from "../features/plots/settings";
import { usePlot } from "../features/plots/usePlot";
import { useCatalog, useLive, useRun } from "../live/LiveContext";
import { Badge } from "../ui/Badge";
import { formatCount, formatLeft } from "../ui/format";
import { Meter } from "../ui/Meter";
import { Notice } from "../ui/Panel";
import styles from "./EmbedPage.module.css";
import { embedRouteOf } from "./embedRoute";

const MOST = 4;
const SETTINGS: PlotSettings = { x: "step", last: 0, zoom: null, isLogX: false };

// Charts alone, for a frame in a notebook, a wiki or a wall: what runs now, or one metric of one run.
export default function EmbedPage() {
  const { runs, state } = useCatalog();
  const route = embedRouteOf(location.pathname);
  const active = runs.filter(({ status }) => status === "running").slice(0, MOST);
  return (
    <main className={styles.page}>
      <h1 className="sr-only">Training Monitor</h1>
      <ConnectionStrip />
      {route.kind === "unknown" && (
        <Notice title="Nothing is embedded here">Use /embed/active or /embed/runs/ID/METRIC.</Notice>
      )}
      {route.kind === "metric" && <OneMetric runId={route.runId} metric={route.metric} />}
      {route.kind === "active" && state === "ready" && active.length === 0 && (
        <Notice title="Nothing is running">The next run appears here by itself.</Notice>
      )}
      {route.kind === "active" &&
        active.map((run) => <EmbedChart key={run.id} run={run} metric={run.primary.loss ?? null} />)}
    </main>
  );
}

function OneMetric({ runId, metric }: { runId: string; metric: string }) {
  const { catalog } = useLive();
  const run = useRun(runId);
  const [isAbsent, setIsAbsent] = useState(false);
  useEffect(() => void catalog.want(runId).then((answer) => setIsAbsent(answer === "absent")), [catalog, runId]);
  if (run !== null) return <EmbedChart run={run} metric={metric} />;
  return isAbsent ? <Notice title={`No run ${runId}`}>It was deleted, or never was on this server.</Notice> : null;
}

function EmbedChart({ run, metric }: { run: Run; metric: string | null }) {
  const [settings, setSettings] = useState(SETTINGS);
  const [isMenu, setIsMenu] = useState(false);
  const keys = metric === null ? [] : [metric];
  const fallback = { isLog: metric !== null && /loss/.test(metric), hasBand: true, smooth: null };
  const controls = usePlot({ run, name: `embed.${metric}`, keys, fallback, settings, onSettings: setSettings });
  return (
    <section className={styles.chart} aria-label={run.name} data-panel onKeyDown={(event) => controls.onKeyDown(event)}>
      <header>
        <Badge status={run.status} />
        <a href={`/runs/${run.id}`} target="_blank" rel="noreferrer">
          {run.name}
        </a>
        <span>
          {formatCount(run.step)}
          {run.total_steps !== null && ` of ${formatCount(run.total_steps)}`}
        </span>
        <Meter value={run.progress} label={`Progress of ${run.name}`} tone="good" />
        {run.status === "running" && run.eta_seconds !== null && <span>left {formatLeft(run.eta_seconds)}</span>}
      </header>
      {metric === null && <Notice title="Nothing to draw yet">This run has logged no loss.</Notice>}
      {metric !== null && !(metric in run.metrics) && (
        <Notice title="No metric of that name">
          {run.status === "running" ? `Waits for the first value of ${metric}.` : `This run has not logged ${metric}.`}
        </Notice>
      )}
      {metric !== null && metric in run.metrics && (
        <PlotBody
          run={run}
          title={metric}
          keys={keys}
          colors={[0]}
          settings={settings}
          onSettings={setSettings}
          controls={controls}
          isMenu={isMenu}
          onMenu={setIsMenu}
        />
      )}
    </section>
  );
}
