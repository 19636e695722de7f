import { useCallback, useEffect, useState } from "react";
import type { Run } from "../api/wire";
import type { CatalogView } from "../live/catalog";
import { useLive } from "../live/LiveContext";
import type { Route } from "./route";
import type { Url } from "./useUrl";

const LISTED_WITHIN = 400;

// Which run is looked at: the one that the address names. The terminal without one takes the first of the list, and keeps it
// by writing it into the address once, so that a run that starts later does not take the view away.
export function useSelection({ page, runId }: Route, set: Url["set"], catalog: CatalogView) {
  const live = useLive();
  const [absent, setAbsent] = useState<string | null>(null);
  const run: Run | null = runId === null ? null : (catalog.byId.get(runId) ?? null);
  const isKnown = run !== null;
  const first = catalog.runs[0]?.id ?? null;
  const isListed = catalog.state === "ready";

  useEffect(() => {
    if (runId === null) {
      if (first !== null && page === "terminal") set({ run: first }, true, "/");
      return;
    }
    // Deleted while it was looked at: no other takes its place by itself, for what is done next would be done to that one.
    if (!isKnown && live.catalog.wasDeleted(runId)) {
      setAbsent(runId);
      return;
    }
    let isCurrent = true;
    const want = () =>
      void live.catalog.want(runId).then((answer) => {
        if (isCurrent && answer === "absent") setAbsent(runId);
      });
    // The lists hold most runs. Over a slow line they are large, and the one that is looked at comes before them.
    const timer = setTimeout(want, isListed ? 0 : LISTED_WITHIN);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [page, runId, isKnown, first, isListed, live, set]);

  const shown = run?.id ?? null;
  useEffect(() => live.select(shown), [live, shown]);

  const select = useCallback((id: string, isStep = false) => set({ run: id }, isStep, "/"), [set]);
  return { run, absent: run === null && absent === runId ? absent : null, select };
}
