import { useMemo } from "react";
import type { CatalogView } from "../live/catalog";
import { hidden } from "../live/hidden";
import { useCatalog, useStore } from "../live/LiveContext";

// The runs that the page knows without those that the reader hid. By its id a hidden run can still be opened.
export function useShownRuns(): CatalogView {
  const catalog = useCatalog();
  const away = useStore(hidden);
  return useMemo(
    () => (away.size === 0 ? catalog : { ...catalog, runs: catalog.runs.filter((run) => !away.has(run.id)) }),
    [catalog, away],
  );
}
