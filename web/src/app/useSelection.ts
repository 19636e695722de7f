import { useCallback, useEffect, useState } from "react";
import type { Run } from "../api/wire";
import type { CatalogView } from "../live/catalog";
import { useLive } from "../live/LiveContext";
import type { Route } from "./route";
import type { Url } from "./useUrl";

// Which run is looked at: the one that the address names. The terminal without one takes the first of the list, and keeps it
// by writing it into the address once, so that a run that starts later does not take the view away.
export function useSelection({ page, runId }: Route, set: Url["set"], catalog: CatalogView) {
  const live = useLive();
  const [absent, setAbsent] = useState<string | null>(null);
  const run: Run | null = runId === null ? null : (catalog.byId.get(runId) ?? null);
  const isKnown = run !== null;
  const first = catalog.runs[0]?.id ?? null;

  useEffect(() => {
    if (runId === null) {
      if (first !== null && page === "terminal") set({ run: first }, true, "/");
      return;
    }
    if (catalog.state !== "ready") return;
    // Deleted while it was looked at: the terminal goes on with the next one, the run's own page says so.
    if (!isKnown && live.catalog.wasDeleted(runId)) {
      if (page === "terminal") set({ run: first }, true, "/");
      return;
    }
    let isCurrent = true;
    void live.catalog.want(runId).then((answer) => {
      if (isCurrent && answer === "absent") setAbsent(runId);
    });
    return () => {
      isCurrent = false;
    };
  }, [page, runId, isKnown, first, catalog.state, live, set]);

  const shown = run?.id ?? null;
  useEffect(() => live.select(shown), [live, shown]);

  const select = useCallback((id: string, isStep = false) => set({ run: id }, isStep, "/"), [set]);
  return { run, absent: run === null && absent === runId ? absent : null, select };
}
