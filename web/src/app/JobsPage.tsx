import { useCallback, useEffect, useMemo, useRef } from "react";
import { JobsBar } from "../features/jobs/JobsBar";
import { JobsPanel } from "../features/jobs/JobsPanel";
import { SlotsPanel } from "../features/jobs/SlotsPanel";
import { timelineOf } from "../features/jobs/slots";
import { useJobs } from "../features/jobs/useJobs";
import { useFeed } from "../live/LiveContext";
import { lazily } from "../ui/lazily";
import { ConsoleTile } from "./ConsoleTile";
import styles from "./JobsPage.module.css";
import type { PageProps } from "./views";

const LaunchSheet = lazily(() => import("../features/jobs/LaunchSheet").then((sheet) => sheet.default));

// What runs where and when, the queue, the console of the job that is open, and the form that starts the next one. The address holds which.
export default function JobsPage({ url, catalog, onOpenRun }: PageProps) {
  const { query, set } = url;
  const status = query.get("status");
  const text = query.get("q") ?? "";
  const openId = query.get("job");
  const isLaunching = query.get("launch") !== null;
  const large = Number(query.get("panel")) || null;
  const queue = useJobs(catalog, status, text);
  const open = queue.jobs.find(({ id }) => id === openId) ?? null;
  // Its subscription is what brings the lines of the console live.
  useFeed(open?.id ?? null);

  // The filter is for the list: slots are held by jobs of any kind.
  const all = useMemo(() => {
    const known = new Map(catalog.runs.filter((run) => run.job !== null).map((run) => [run.id, run]));
    for (const run of queue.jobs) known.set(run.id, run);
    return [...known.values()];
  }, [catalog.runs, queue.jobs]);
  const slots = queue.slots?.all ?? 0;
  const starts = useMemo(() => timelineOf(all, slots, Date.now() / 1000).starts, [all, slots]);

  const onOpen = useCallback((id: string | null) => set({ job: id }, true), [set]);
  const onLaunch = useCallback(
    () => set({ launch: isLaunching ? null : "1", data: null, base: null, panel: null }, true),
    [set, isLaunching],
  );
  const onStarted = useCallback((id: string) => set({ job: id }, true), [set]);
  const launchKey = useRef(onLaunch);
  launchKey.current = onLaunch;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F9" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      launchKey.current();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, []);

  const frame = (number: number) => ({
    number,
    isLarge: large === number,
    onLarge: () => set({ panel: large === number ? null : String(number) }, true),
  });
  return (
    <main className={styles.page} aria-label="Jobs">
      <JobsBar
        catalog={catalog}
        slots={queue.slots}
        status={status}
        text={text}
        isLaunching={isLaunching}
        onStatus={(next) => set({ status: next }, true)}
        onText={(next) => set({ q: next || null }, true)}
        onLaunch={onLaunch}
      />
      <div className={styles.work} data-large={large ?? undefined}>
        <div className={styles.queue}>
          {slots > 0 && (
            <SlotsPanel
              {...frame(1)}
              jobs={all}
              slots={slots}
              openId={open?.id ?? null}
              span={query.get("slots")}
              onOpen={onOpen}
              onSpan={(next) => set({ slots: next }, true)}
            />
          )}
          <JobsPanel
            {...frame(2)}
            queue={queue}
            starts={starts}
            isFiltered={status !== null || text !== ""}
            isCompact={isLaunching}
            openId={open?.id ?? null}
            onOpen={onOpen}
            onOpenRun={onOpenRun}
          />
          {open !== null && <ConsoleTile key={open.id} {...frame(3)} run={open} />}
        </div>
        {isLaunching && (
          <LaunchSheet
            placeholder={<aside className={styles.sheet} aria-busy="true" />}
            dataSet={query.get("data")}
            baseModel={query.get("base")}
            active={queue.jobs.filter((run) => run.ended_at === null)}
            onStarted={onStarted}
            onClose={onLaunch}
          />
        )}
      </div>
    </main>
  );
}
