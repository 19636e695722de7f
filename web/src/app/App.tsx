import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { CommandLine } from "../features/command/CommandLine";
import type { Intent } from "../features/command/complete";
import styles from "../features/frame/Frame.module.css";
import { PageNav } from "../features/frame/PageNav";
import { PAGES } from "../features/frame/pages";
import { useLive, useStore } from "../live/LiveContext";
import { Boundary } from "../ui/Boundary";
import { firstChart, nothingToDraw } from "../ui/firstChart";
import { setLetters } from "../ui/letters";
import { readTheme, setTheme } from "../ui/theme";
import { PageView } from "./PageView";
import { routeOf } from "./route";
import { TerminalPage } from "./TerminalPage";
import { ToastHost } from "./ToastHost";
import { useKeys } from "./useKeys";
import { useSelection } from "./useSelection";
import { useShownRuns } from "./useShownRuns";
import { useSteering } from "./useSteering";
import { useUrl } from "./useUrl";
import { hasPage, VIEWS } from "./views";

// Without it nothing is told in passing; the page itself goes on.
const Announcer = lazy(() =>
  firstChart.then(() => import("./Announcer")).catch(() => ({ default: (): ReactNode => null })),
);
const Tape = lazy(() => import("../features/frame/Tape").then((tape) => ({ default: tape.Tape })));
const LiveState = lazy(() =>
  firstChart.then(() => import("../features/frame/LiveState")).then((state) => ({ default: state.LiveState })),
);
const ConnectionStrip = lazy(() =>
  firstChart.then(() => import("../features/frame/LiveState")).then((state) => ({ default: state.ConnectionStrip })),
);
const KeyBar = lazy(() =>
  firstChart.then(() => import("../features/frame/KeyBar")).then((bar) => ({ default: bar.KeyBar })),
);
const KeyHelp = lazy(() => import("../features/frame/KeyHelp"));
const OPEN = PAGES.filter(
  ({ path }) => path === "/" || routeOf(path, new URLSearchParams(), hasPage).page !== "terminal",
);

export function App() {
  const live = useLive();
  const catalog = useShownRuns();
  useStore(live.trends.filled);
  const url = useUrl();
  const { query, set, go } = url;
  const route = routeOf(url.path, query, hasPage);
  const { run, absent, select } = useSelection(route, set, catalog);
  const command = useRef<HTMLInputElement>(null);
  const [isHelp, setIsHelp] = useState(false);
  const [isLayout, setIsLayout] = useState(false);
  const large = Number(query.get("panel")) || null;

  const View = VIEWS[route.page];
  // Only the terminal draws before all else.
  useEffect(() => {
    if (View !== undefined) nothingToDraw();
  }, [View]);
  const place = PAGES.find((page) => page.path === (route.page === "run" ? "/runs" : url.path)) ?? PAGES[0];

  useEffect(() => {
    const word = View === undefined || place === undefined ? "" : `${place.word} · `;
    const progress = run?.progress == null ? "" : `${run.progress.toFixed(0)}% `;
    document.title = `${run === null ? word : `${progress}${run.name} · `}TMON`;
  }, [run, View, place]);

  const onLarge = useCallback(
    (panel: number) => set({ panel: large === panel ? null : String(panel) }, true),
    [set, large],
  );
  const toggleTheme = useCallback(() => setTheme(readTheme() === "dark" ? "light" : "dark"), []);
  const find = useCallback(() => command.current?.focus(), []);
  const help = useCallback(() => setIsHelp(true), []);
  const arrange = useCallback(() => setIsLayout((is) => !is), []);
  const onLayout = View === undefined ? arrange : null;
  const back = large === null ? null : () => set({ panel: null }, true);
  const panel = useKeys({ find, help, toggleTheme, back, pages: OPEN, go, onLayout });
  // On the terminal a run is selected; everywhere else its own page opens.
  const openRun = useCallback((id: string) => go(`/runs/${id}`), [go]);
  const take = View === undefined ? select : openRun;
  const compare = useCallback((ids: readonly string[]) => go("/compare", `?runs=${ids.join(",")}`), [go]);

  const { steer, tag } = useSteering();
  const follow = (intent: Intent) => {
    if (intent.kind === "run") take(intent.id);
    else if (intent.kind === "compare") compare(intent.ids);
    else if (intent.kind === "theme") setTheme(intent.theme);
    else if (intent.kind === "letters") setLetters(intent.on);
    else if (intent.kind === "tag") tag(intent.id, intent.tag);
    else if (intent.kind === "steer") steer(intent.id, intent.command);
    else if (intent.kind === "layout") {
      if (View !== undefined) go("/");
      setIsLayout(true);
    } else if (intent.kind === "keys") help();
    else go(intent.path);
  };

  return (
    <>
      <header className={styles.bar}>
        <h1 className="sr-only">Training Monitor</h1>
        <a className={styles.logo} href="/" aria-label="TMON, the terminal">
          TMON
        </a>
        <CommandLine
          total={catalog.total}
          runs={catalog.runs}
          pages={OPEN}
          selected={run}
          inputRef={command}
          onIntent={follow}
        />
        <PageNav path={place?.path ?? "/"} open={OPEN} total={catalog.total} onGo={go} />
        <Suspense fallback={<div className={styles.live} />}>
          <LiveState />
        </Suspense>
      </header>
      <Suspense>
        <ConnectionStrip />
      </Suspense>
      <Suspense fallback={<nav className={styles.tape} />}>
        <Tape runs={catalog.runs} unheld={catalog.unheld} trendOf={(id) => live.trends.get(id)} onSelect={take} />
      </Suspense>
      {absent !== null && (
        <p className={styles.strip} role="alert">
          <b>NO RUN {absent}</b> it was deleted, or never was on this server
        </p>
      )}
      <PageView page={route.page}>
        {View === undefined ? (
          <TerminalPage
            url={url}
            catalog={catalog}
            run={run}
            onSelect={select}
            large={large}
            onLarge={onLarge}
            isLayout={isLayout}
            onLayout={setIsLayout}
          />
        ) : (
          <View
            url={url}
            catalog={catalog}
            run={run}
            isAbsent={absent !== null}
            onOpenRun={openRun}
            onCompare={compare}
          />
        )}
      </PageView>
      <Boundary name="The key bar">
        <Suspense fallback={<footer className={styles.keys} />}>
          <KeyBar
            panel={panel}
            run={run}
            onHelp={help}
            onFind={find}
            onTheme={toggleTheme}
            onLayout={onLayout}
            onSteer={steer}
            onCompare={compare}
            go={go}
          />
        </Suspense>
      </Boundary>
      <Suspense>{isHelp && <KeyHelp onClose={() => setIsHelp(false)} />}</Suspense>
      <Suspense>
        <Announcer />
      </Suspense>
      <ToastHost />
    </>
  );
}
