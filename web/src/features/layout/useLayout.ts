import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { firstChart } from "../../ui/firstChart";
import { readLayout, storeLayout, type Tile } from "./layout";

export interface Layout {
  tiles: readonly Tile[];
  set: (tiles: readonly Tile[] | null) => void;
}

// The reader's own arrangement of the terminal. The code that changes it comes after the first chart.
export function useLayout(grid: RefObject<HTMLElement | null>): Layout {
  const [tiles, setTiles] = useState(readLayout);
  const latest = useRef(tiles);
  latest.current = tiles;
  const set = useCallback((next: readonly Tile[] | null) => {
    storeLayout(next);
    setTiles(next ?? readLayout());
  }, []);
  useEffect(() => {
    let detach = () => {};
    let isGone = false;
    void firstChart
      .then(() => import("./drag"))
      .then(({ attach }) => {
        if (isGone || grid.current === null) return;
        const show = (next: readonly Tile[], isFinal: boolean) => {
          latest.current = next;
          setTiles(next);
          if (isFinal) storeLayout(next);
        };
        detach = attach(grid.current, { get: () => latest.current, set: show });
      })
      .catch(() => {});
    return () => {
      isGone = true;
      detach();
    };
  }, [grid]);
  return { tiles, set };
}
