import { RunsPanel } from "../features/table/RunsPanel";
import { lazily } from "../ui/lazily";
import styles from "./Page.module.css";
import type { PageProps } from "./views";

// Only where there is nothing yet.
const EmptyRuns = lazily(() => import("../features/runs/EmptyRuns").then((empty) => empty.default));

export default function RunsPage({ url, catalog, onOpenRun, onCompare }: PageProps) {
  return (
    <main className={styles.page} aria-label="Runs">
      <RunsPanel
        query={url.query}
        onQuery={(query, replace) => url.go("/runs", query.size === 0 ? "" : `?${query}`, replace)}
        catalog={catalog}
        onOpen={onOpenRun}
        onCompare={onCompare}
        empty={<EmptyRuns />}
      />
    </main>
  );
}
