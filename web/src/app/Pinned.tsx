import { type ReactNode, useEffect, useState } from "react";
import type { Run } from "../api/wire";
import type { Absence } from "../features/plots/PlotPanel";
import type { CatalogView } from "../live/catalog";
import { useLive } from "../live/LiveContext";

interface Props {
  id: string;
  catalog: CatalogView;
  draw: (run: Run | null, absent: Absence) => ReactNode;
}

// A chart of one run, whatever is selected: a run of any age, and one that may have been deleted since.
export function Pinned({ id, catalog, draw }: Props) {
  const live = useLive();
  const [isAbsent, setIsAbsent] = useState(false);
  useEffect(() => {
    if (catalog.state === "ready") void live.catalog.want(id).then((answer) => setIsAbsent(answer === "absent"));
  }, [id, catalog.state, live]);
  const isGone = isAbsent || live.catalog.wasDeleted(id);
  return draw(
    catalog.byId.get(id) ?? null,
    isGone
      ? ["Its run is gone", `${id} was deleted, or never was on this server. LAYOUT takes this panel away.`]
      : ["Reading the run", id],
  );
}
