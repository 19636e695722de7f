import type { ComponentType } from "react";
import type { Run } from "../api/wire";
import type { CatalogView } from "../live/catalog";
import { lazily, type Placeholder } from "../ui/lazily";
import { Arrival } from "./Arrival";
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

const page = (id: PageId, load: () => Promise<{ default: ComponentType<PageProps> }>) =>
  lazily(async () => {
    const { default: View } = await load();
    return (props: PageProps) => (
      <>
        <View {...props} />
        <Arrival page={id} />
      </>
    );
  }, "This page");

// The pages beside the terminal, each with its code in a chunk of its own.
export const VIEWS: Partial<Record<PageId, ComponentType<PageProps & { placeholder?: Placeholder }>>> = {
  compare: page("compare", () => import("./ComparePage")),
  datasets: page("datasets", () => import("./DataSetsPage")),
  jobs: page("jobs", () => import("./JobsPage")),
  models: page("models", () => import("./ModelsPage")),
  nowhere: page("nowhere", () => import("./NowherePage")),
  run: page("run", () => import("./RunPage")),
  runs: page("runs", () => import("./RunsPage")),
  system: page("system", () => import("./SystemPage")),
};

export const hasPage = (page: PageId): boolean => page === "terminal" || page in VIEWS;
