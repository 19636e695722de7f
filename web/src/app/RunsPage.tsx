import { lazy, Suspense } from "react";
import { RunsPanel } from "../features/table/RunsPanel";
import styles from "./Page.module.css";
import type { PageProps } from "./views";

// Only where there is nothing yet.
const EmptyRuns = lazy(() => import("../features/runs/EmptyRuns"));

export default function RunsPage({ url, catalog, onOpenRun, onCompare }: PageProps) {
  return (
    <main className={styles.page} aria-label="Runs">
      <RunsPanel
        query={url.query}
        onQuery={(query, replace) => url.go("/runs", query.size === 0 ? "" : `?${query}`, replace)}
        catalog={catalog}
        onOpen={onOpenRun}
        onCompare={onCompare}
        empty={
          <Suspense>
            <EmptyRuns />
          </Suspense>
        }
      />
    </main>
  );
}
