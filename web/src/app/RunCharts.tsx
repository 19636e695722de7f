import type { Run } from "../api/wire";
import { ChartSections, FoldedSection } from "../features/plots/ChartSections";
import type { PageCharts } from "../features/plots/pageCharts";
import type { PlotSettings } from "../features/plots/settings";
import { RunEmpty } from "../features/runs/page/RunEmpty";
import { RunHost } from "../features/system/RunHosts";
import styles from "./RunPage.module.css";
import type { Url } from "./useUrl";

interface Props {
  run: Run;
  isDeleted: boolean;
  query: URLSearchParams;
  set: Url["set"];
  charts: PageCharts;
  onCharts: (part: Partial<PageCharts>) => void;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  onLarge: (metric: string | null) => void;
  onCursor: (x: number | null) => void;
}

// The charts of a run: its metrics, and the load of its hosts below them. Without a metric, what to do for the first.
export function RunCharts({ run, isDeleted, query, set, ...charts }: Props) {
  const closed = (query.get("closed") ?? "").split(",").filter((name) => name !== "");
  const onClosed = (names: string[]) => set({ closed: names.length === 0 ? null : names.join(",") }, true);
  const search = query.get("q") ?? "";
  const hosts = search.trim() === "" && !isDeleted ? run.hosts : [];
  const toggle = (name: string) =>
    onClosed(closed.includes(name) ? closed.filter((other) => other !== name) : [...closed, name]);
  const system = hosts.map((host) => {
    const name = `system ${host}`;
    const isOpen = !closed.includes(name);
    const section = (shown: React.ReactNode[], note: string) => (
      <FoldedSection
        name={name}
        count={shown.length}
        places={99}
        isOpen={isOpen}
        note={note}
        onToggle={() => toggle(name)}
      >
        {shown}
      </FoldedSection>
    );
    return <RunHost key={host} run={run} host={host} section={section} />;
  });
  const isEmpty = Object.keys(run.metrics).length === 0;
  return (
    <div className={isEmpty ? `${styles.charts} ${styles.bare}` : styles.charts} data-area="charts">
      {isEmpty ? (
        <RunEmpty run={run} />
      ) : (
        <ChartSections
          run={run}
          search={search}
          closed={closed}
          onClosed={onClosed}
          large={query.get("chart")}
          {...charts}
        >
          {system}
        </ChartSections>
      )}
    </div>
  );
}
