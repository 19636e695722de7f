import { useDeferredValue, useMemo } from "react";
import type { Run } from "../../api/wire";
import type { PanelFrame } from "../../ui/Panel";
import { ChartPanel } from "./ChartPanel";
import { drawingOf, type Laid, layOut } from "./drawing";
import type { Group, Look } from "./groups";
import type { CompareSettings, Zoom } from "./settings";
import type { Lines } from "./useSeries";

interface Props extends PanelFrame {
  runs: readonly Run[];
  groups: readonly Group[];
  by: string | null;
  looks: ReadonlyMap<string, Look>;
  settings: CompareSettings;
  zoom: Zoom;
  metric: string | null;
  metrics: readonly string[];
  lines: Lines;
  // The same curves, where another chart has laid them out already.
  shared: Laid | null;
  onMetric: (metric: string) => void;
  onZoom: (zoom: Zoom) => void;
}

const nothing = () => undefined;

// The runs by a setting in which they differ, each group as its mean with its least and greatest value. It is drawn in a
// turn of its own, so that the curves of the runs do not wait for it.
export function GroupsPanel({ runs, groups, by, looks, settings, zoom, shared, ...panel }: Props) {
  const { cells } = panel.lines;
  const laid = useMemo(() => shared ?? layOut(runs, cells, settings, zoom), [shared, runs, cells, settings, zoom]);
  const wish = useDeferredValue(useMemo(() => ({ laid, groups }), [laid, groups]));
  const drawing = useMemo(
    () => drawingOf(wish.laid, wish.groups, looks, settings, zoom),
    [wish, looks, settings, zoom],
  );
  return (
    <ChartPanel
      {...panel}
      focused={null}
      onFocus={nothing}
      onOpen={nothing}
      title={`GROUPS${by === null ? "" : ` BY ${by.replace(/^config\./, "").toUpperCase()}`}`}
      area="groups"
      drawing={by === null ? { ...drawing, lines: [] } : drawing}
      missing="Runs that differ in a setting, a tag or their group are drawn here as mean with least and greatest value."
    />
  );
}
