import { type ComponentType, lazy } from "react";
import type { Run } from "../api/wire";
import type { CatalogView } from "../live/catalog";
import type { PageId } from "./route";
import type { Url } from "./useUrl";

export interface PageProps {
  url: Url;
  catalog: CatalogView;
  // The run that the address names, on the pages that are about one.
  run: Run | null;
  // The address names a run that is not on this server.
  isAbsent: boolean;
  onOpenRun: (id: string) => void;
  onCompare: (ids: readonly string[]) => void;
}

// The pages beside the terminal, each with its code in a chunk of its own.
export const VIEWS: Partial<Record<PageId, ComponentType<PageProps>>> = {
  compare: lazy(() => import("./ComparePage")),
  datasets: lazy(() => import("./DataSetsPage")),
  jobs: lazy(() => import("./JobsPage")),
  models: lazy(() => import("./ModelsPage")),
  run: lazy(() => import("./RunPage")),
  runs: lazy(() => import("./RunsPage")),
  system: lazy(() => import("./SystemPage")),
};

export const hasPage = (page: PageId): boolean => page === "terminal" || page in VIEWS;
