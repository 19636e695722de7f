import type { ComponentType, ReactNode } from "react";
import type { Run } from "../api/wire";
import type { PanelKind, Tile } from "../features/layout/layout";
import { later, type Placeholder } from "../ui/lazily";
import { Panel, type PanelFrame } from "../ui/Panel";

type RunPanel = ComponentType<PanelFrame & { run: Run | null; placeholder?: Placeholder }>;

export const EventLogPanel = later(() => import("../features/events/EventLogPanel").then((m) => m.EventLogPanel));
export const Pinned = later(() => import("./Pinned").then((m) => m.Pinned));
export const SystemPanel = later(() => import("../features/system/SystemPanel").then((m) => m.SystemPanel));

// Panels that show the selected run and need nothing else.
export const OF_RUN: Partial<Record<PanelKind, RunPanel>> = {
  config: later(() => import("../features/config/ConfigPanel").then((m) => m.ConfigPanel)),
  checkpoints: later(() => import("../features/checkpoints/CheckpointsPanel").then((m) => m.CheckpointsPanel)),
  actions: later(() => import("./ActionsTile").then((m) => m.ActionsTile)),
  latest: later(() => import("../features/latest/LatestPanel").then((m) => m.LatestPanel)),
  console: later(() => import("./ConsoleTile").then((m) => m.ConsoleTile)),
  note: later(() => import("../features/notes/NotePanel").then((m) => m.NotePanel)),
};

const NAMES: Record<PanelKind, [title: string, tab: string]> = {
  runs: ["RUN LIST", "RUNS"],
  system: ["SYSTEM STATUS", "SYSTEM"],
  events: ["EVENT LOG", "EVENTS"],
  loss: ["LOSS PLOT", "LOSS"],
  lr: ["LR PLOT", "LR"],
  config: ["RUN CONFIG", "CONFIG"],
  checkpoints: ["CHECKPOINTS", "CKPT"],
  actions: ["ACTIONS", "ACTIONS"],
  metric: ["METRIC", "METRIC"],
  console: ["CONSOLE", "CONSOLE"],
  latest: ["LATEST", "LATEST"],
  note: ["NOTE", "NOTE"],
};

export const titleOf = (tile: Tile): string => tile.metric ?? NAMES[tile.kind][0];
export const tabOf = (tile: Tile): string => tile.metric ?? NAMES[tile.kind][1];

// The frame of a panel stands at once, so that nothing jumps when its code arrives.
export const frameOf = (frame: PanelFrame, tile: Tile, content: ReactNode): ReactNode => (
  <Panel {...frame} title={titleOf(tile)} area={tile.kind}>
    {content}
  </Panel>
);
