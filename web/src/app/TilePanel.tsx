import type { ReactNode } from "react";
import type { Run } from "../api/wire";
import type { Tile } from "../features/layout/layout";
import { type Absence, PlotPanel } from "../features/plots/PlotPanel";
import type { PlotSettings } from "../features/plots/settings";
import { RunListPanel } from "../features/runs/RunListPanel";
import type { CatalogView } from "../live/catalog";
import { useLive } from "../live/LiveContext";
import type { PanelFrame } from "../ui/Panel";
import { EventLogPanel, frameOf, OF_RUN, Pinned, SystemPanel } from "./laterPanels";
import { lossKeys, stripOf } from "./metrics";
import type { Url } from "./useUrl";

export interface TileProps {
  url: Url;
  tile: Tile;
  frame: PanelFrame;
  catalog: CatalogView;
  run: Run | null;
  onSelect: (id: string, isStep?: boolean) => void;
  onOpen: (id: string) => void;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  // Whether there is height for a second, low chart below a plot.
  hasRoom: boolean;
  // Whether the charts had their turn.
  isSettled: boolean;
}

const LOSS = { isLog: true, hasBand: true, smooth: null };
const PLAIN = { isLog: false, hasBand: true, smooth: 0 };

// One panel of the terminal, by its kind.
export function TilePanel({ url, tile, frame, catalog, run, onSelect, onOpen, ...rest }: TileProps) {
  const { settings, onSettings, hasRoom, isSettled } = rest;
  const { trends } = useLive();
  const put = (name: string) => (value: string | null) => url.set({ [name]: value }, true);
  const framed = (content: ReactNode) => frameOf(frame, tile, content);
  const plot = { run, settings, onSettings, said: url.query.get(tile.id), onSaid: put(tile.id) };
  if (tile.kind === "runs")
    return (
      <RunListPanel
        {...frame}
        catalog={catalog}
        isWhole={isSettled}
        trendOf={(id) => trends.get(id)}
        selected={run?.id ?? null}
        onSelect={onSelect}
        onOpen={onOpen}
        onlyActive={url.query.get("list") === "active"}
        onOnlyActive={(onlyActive) => put("list")(onlyActive ? "active" : null)}
        onAll={(search) => url.go("/runs", search)}
      />
    );
  if (tile.kind === "loss")
    return (
      <PlotPanel
        {...frame}
        {...plot}
        title="LOSS PLOT"
        area="loss"
        keys={run === null ? [] : lossKeys(run)}
        colors={[0, 1]}
        strip={hasRoom ? stripOf(run, 2, ["train/grad_norm", "grad_norm"]) : null}
        missing="A metric whose name ends in “loss” is drawn here as soon as the script logs one."
        fallback={LOSS}
      />
    );
  if (tile.kind === "lr")
    return (
      <PlotPanel
        {...frame}
        {...plot}
        title="LR PLOT"
        area="lr"
        keys={run?.primary.lr == null ? [] : [run.primary.lr]}
        colors={[4]}
        strip={hasRoom ? stripOf(run, 3, [run?.primary.accuracy ?? "", "val/accuracy", "perf/step_ms"]) : null}
        missing="The learning rate is drawn here as soon as the script logs lr, learning_rate or train/lr."
        fill
        fallback={PLAIN}
      />
    );
  if (tile.kind === "metric" && tile.metric !== undefined) {
    const { metric } = tile;
    const draw = (shown: Run | null, absent?: Absence) => (
      <PlotPanel
        {...frame}
        {...plot}
        run={shown}
        absent={absent}
        title={metric}
        area={tile.id}
        keys={shown !== null && metric in shown.metrics ? [metric] : []}
        colors={[colorOf(metric)]}
        missing={`This run has not logged ${metric}.`}
        fallback={PLAIN}
      />
    );
    if (tile.run === undefined) return draw(run);
    return <Pinned placeholder={framed} id={tile.run} catalog={catalog} draw={draw} />;
  }
  if (!isSettled) return framed(null);
  const late = { ...frame, placeholder: framed };
  if (tile.kind === "system") return <SystemPanel {...late} />;
  if (tile.kind === "events")
    return (
      <EventLogPanel
        {...late}
        runs={catalog.byId}
        selected={run?.id ?? null}
        onSelect={onSelect}
        kind={url.query.get("events")}
        onKind={put("events")}
      />
    );
  const Panel = OF_RUN[tile.kind];
  return Panel === undefined ? null : <Panel {...late} run={run} />;
}

// A metric has the same colour in every panel that draws it alone.
function colorOf(metric: string): number {
  let hash = 0;
  for (const letter of metric) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1009;
  return hash % 8;
}
