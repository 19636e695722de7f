import { type CSSProperties, startTransition, useEffect, useMemo, useRef, useState } from "react";
import type { Run } from "../api/wire";
import { byPlace, type Tile } from "../features/layout/layout";
import { useLayout } from "../features/layout/useLayout";
import { readSettings, settingsChanges } from "../features/plots/address";
import type { PlotSettings } from "../features/plots/settings";
import { RunHeader } from "../features/runs/RunHeader";
import type { CatalogView } from "../live/catalog";
import { firstChart, nothingToDraw } from "../ui/firstChart";
import { lazily } from "../ui/lazily";
import type { PanelFrame } from "../ui/Panel";
import { useMedia } from "../ui/useMedia";
import { tabOf, titleOf } from "./laterPanels";
import { lossKeys } from "./metrics";
import styles from "./TerminalPage.module.css";
import { TilePanel } from "./TilePanel";
import type { Url } from "./useUrl";

const LayoutSheet = lazily(() => import("../features/layout/LayoutSheet").then((sheet) => sheet.default));

const CHARTS_WITHIN = 150;
const CHARTS = ["loss", "lr", "metric"];

interface Props {
  url: Url;
  catalog: CatalogView;
  run: Run | null;
  onSelect: (id: string, isStep?: boolean) => void;
  large: number | null;
  onLarge: (panel: number) => void;
  isLayout: boolean;
  onLayout: (isLayout: boolean) => void;
}

// Panels in a grid of the reader's own making. The selected run drives all but the lists.
export function TerminalPage({ url, catalog, run, onSelect, large, onLarge, isLayout, onLayout }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const layout = useLayout(grid);
  const hasRoom = useMedia("(min-width: 761px) and (min-height: 821px)");
  const [tab, setTab] = useState("loss");
  const query = url.query.toString();
  const settings = useMemo(() => readSettings(new URLSearchParams(query)), [query]);
  const onSettings = (next: PlotSettings) => url.set(settingsChanges(next), true);

  // A zoom is a stretch of one run: another run begins unzoomed.
  const zoomOf = useRef(run?.id);
  const { set } = url;
  useEffect(() => {
    if (zoomOf.current !== undefined && run?.id !== undefined && zoomOf.current !== run.id) set({ zoom: null }, true);
    zoomOf.current = run?.id ?? zoomOf.current;
  }, [run?.id, set]);

  const open = (id: string) => url.go(`/runs/${id}`);
  const hasNone = run === null ? catalog.state !== "loading" && catalog.runs.length === 0 : lossKeys(run).length === 0;
  // The charts are drawn before the panels around them and the long end of the list, also when one comes back to this page.
  const [isSettled, setIsSettled] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isHere = true;
    void firstChart.then(() => {
      if (isHere) timer = setTimeout(() => startTransition(() => setIsSettled(true)), CHARTS_WITHIN);
    });
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, []);

  const tiles = [...layout.tiles].sort(byPlace);
  const inSight = large === null ? tiles : tiles.slice(large - 1, large);
  const isEmpty = hasNone || !inSight.some(({ kind, run }) => CHARTS.includes(kind) && run === undefined);
  useEffect(() => {
    if (isEmpty) nothingToDraw();
  }, [isEmpty]);

  const shown = tiles.some(({ id }) => id === tab) ? tab : (tiles.find(({ kind }) => kind !== "runs")?.id ?? "");
  const frameOf = (tile: Tile, i: number): PanelFrame => ({
    number: i + 1,
    isLarge: large === i + 1,
    onLarge: () => onLarge(i + 1),
    tile: tile.id,
    isShown: tile.id === shown,
    style: { "--area": `${tile.y + 1} / ${tile.x + 1} / span ${tile.h} / span ${tile.w}` } as CSSProperties,
  });
  return (
    <main className={styles.page} data-large={large ?? undefined}>
      {run !== null && <RunHeader run={run} onOpen={open} />}
      <nav className={styles.tabs} aria-label="Panels">
        {tiles
          .filter(({ kind }) => kind !== "runs")
          .map((tile) => (
            <button key={tile.id} type="button" aria-pressed={tile.id === shown} onClick={() => setTab(tile.id)}>
              {tabOf(tile)}
            </button>
          ))}
      </nav>
      <div className={styles.desk}>
        <div ref={grid} className={styles.grid}>
          {tiles.map((tile, i) => (
            <TilePanel
              key={tile.id}
              url={url}
              tile={tile}
              frame={frameOf(tile, i)}
              catalog={catalog}
              run={run}
              onSelect={onSelect}
              onOpen={open}
              settings={settings}
              onSettings={onSettings}
              hasRoom={hasRoom}
              isSettled={isSettled}
            />
          ))}
        </div>
      </div>
      {isLayout && (
        <LayoutSheet
          tiles={layout.tiles}
          runs={catalog.runs}
          selected={run}
          titleOf={titleOf}
          onChange={layout.set}
          onClose={() => onLayout(false)}
        />
      )}
    </main>
  );
}
