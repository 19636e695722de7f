import { useCallback, useMemo, useRef, useState } from "react";
import type { Run } from "../api/wire";
import { ActionBar } from "../features/actions/ActionBar";
import { usePageActions } from "../features/actions/usePageActions";
import { useCheckpoints } from "../features/checkpoints/useCheckpoints";
import { ConsolePanel } from "../features/console/ConsolePanel";
import { useRunEvents } from "../features/events/useRunEvents";
import { readSettings, settingsChanges } from "../features/plots/address";
import { nameOf } from "../features/plots/axis";
import { ChartBar } from "../features/plots/ChartBar";
import { chartsChanges, type PageCharts, readCharts } from "../features/plots/pageCharts";
import type { PlotSettings } from "../features/plots/settings";
import { resumedSteps } from "../features/runs/page/facts";
import { RunBar } from "../features/runs/page/RunBar";
import { RunStrip } from "../features/runs/page/RunStrip";
import { RunTop } from "../features/runs/page/RunTop";
import { Tags } from "../features/runs/page/Tags";
import { RunCharts } from "./RunCharts";
import styles from "./RunPage.module.css";
import { RunSide } from "./RunSide";
import { RunTabs } from "./RunTabs";
import { useRunKeys } from "./useRunKeys";
import type { PageProps } from "./views";

interface Props extends Omit<PageProps, "run"> {
  run: Run;
  isDeleted: boolean;
}

const FRONT = ["stop", "checkpoint", "cancel"];

// Everything of one run, put together; the address holds what of it is seen and how.
export function RunView({ run, url, catalog, isDeleted, onOpenRun, onCompare }: Props) {
  const { query, set } = url;
  const [isNoting, setIsNoting] = useState(false);
  const [isTagging, setIsTagging] = useState(false);
  const saved = useCheckpoints(isDeleted ? null : run.id, run.name);
  const events = useRunEvents(run.id);
  const find = useRef<HTMLInputElement>(null);
  const at = useRef<HTMLSpanElement>(null);
  const text = query.toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the query, which is made anew by each render.
  const settings = useMemo(() => readSettings(query), [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const charts = useMemo(() => readCharts(query), [text]);
  const onSettings = useCallback((next: PlotSettings) => set(settingsChanges(next), true), [set]);
  const onCharts = useCallback(
    (part: Partial<PageCharts>) =>
      set(chartsChanges({ ...readCharts(new URLSearchParams(location.search)), ...part }), true),
    [set],
  );
  const onLarge = useCallback((metric: string | null) => set({ chart: metric }), [set]);
  const put = (name: string) => (value: string | null) => set({ [name]: value || null }, true);
  const onCursor = useCallback(
    (x: number | null) => {
      const element = at.current;
      const words = x === null ? "" : `cursor ${nameOf(settings.x, x)}`;
      if (element !== null && element.textContent !== words) element.textContent = words;
    },
    [settings.x],
  );

  const large = Number(query.get("panel")) || null;
  const tab = query.get("tab") ?? "charts";
  const actions = usePageActions({
    run,
    isDeleted,
    onPromote: saved.promoteBest,
    onNote: useCallback(() => {
      set({ tab: "notes", ...(large === null || large === 5 ? {} : { panel: null }) }, true);
      setIsNoting(true);
    }, [set, large]),
    onTag: useCallback(() => setIsTagging(true), []),
    onCompare: useCallback(() => {
      const other = new URLSearchParams(location.search).get("base") ?? run.parent_run_id;
      onCompare(other === null ? [run.id] : [run.id, other]);
    }, [onCompare, run.id, run.parent_run_id]),
  });
  const more = useCallback(() => document.querySelector<HTMLElement>('[data-action="more"]')?.click(), []);
  const keys = useMemo(() => [...actions, { key: ".", run: more }], [actions, more]);
  const chart = query.get("chart");
  const closeChart = useCallback(() => onLarge(null), [onLarge]);
  useRunKeys(keys, chart === null ? null : closeChart);

  const front = run.status === "interrupted" || run.status === "failed" ? ["resume", ...FRONT.slice(2)] : FRONT;
  const panel = (number: number) => ({
    number,
    isLarge: large === number,
    onLarge: () => set({ panel: large === number ? null : String(number) }, true),
  });
  const onFind = useCallback(
    (metric: string) => {
      set({ q: metric, tab: null, panel: null, chart: null }, true);
      find.current?.focus();
    },
    [set],
  );
  return (
    <main className={styles.page} data-tab={tab}>
      <RunTop
        run={run}
        bar={<RunBar run={run} checkpoints={saved.items ?? []} resumed={resumedSteps(events.events)} />}
        tags={<Tags run={run} isFrozen={isDeleted} isAdding={isTagging} onAdding={setIsTagging} />}
        actions={<ActionBar actions={actions} front={front} />}
        onOpenRun={onOpenRun}
        onFind={onFind}
      />
      <RunStrip run={run} isDeleted={isDeleted} onResume={() => actions.find(({ id }) => id === "resume")?.run()} />
      <RunTabs run={run} tab={tab} checkpoints={saved.items?.length ?? 0} onTab={put("tab")} />
      <ChartBar
        run={run}
        settings={settings}
        onSettings={onSettings}
        charts={charts}
        onCharts={onCharts}
        search={query.get("q") ?? ""}
        onSearch={put("q")}
        find={find}
        at={at}
      />
      <div className={styles.body} data-large={large ?? undefined}>
        <div className={styles.main}>
          <RunCharts
            run={run}
            isDeleted={isDeleted}
            query={query}
            set={set}
            charts={charts}
            onCharts={onCharts}
            settings={settings}
            onSettings={onSettings}
            onLarge={onLarge}
            onCursor={onCursor}
          />
          <ConsolePanel
            {...panel(6)}
            run={run}
            search={query.get("find") ?? ""}
            onSearch={put("find")}
            only={query.get("stream")}
            onOnly={put("stream")}
          />
        </div>
        <RunSide
          run={run}
          isDeleted={isDeleted}
          runs={catalog.runs}
          panel={panel}
          query={query}
          put={put}
          saved={saved}
          events={events}
          isNoting={isNoting}
          onNoting={setIsNoting}
        />
      </div>
    </main>
  );
}
