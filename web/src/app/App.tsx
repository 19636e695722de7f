import { useCallback, useEffect, useRef, useState } from "react";
import { CommandLine } from "../features/command/CommandLine";
import type { Intent } from "../features/command/complete";
import styles from "../features/frame/Frame.module.css";
import { ConnectionStrip, LiveState } from "../features/frame/LiveState";
import { PageNav } from "../features/frame/PageNav";
import { PAGES } from "../features/frame/pages";
import { useLive, useStore } from "../live/LiveContext";
import { Boundary } from "../ui/Boundary";
import { nothingToDraw } from "../ui/firstChart";
import { later, lazily, unmissed } from "../ui/lazily";
import { setLetters } from "../ui/letters";
import { readTheme, setTheme } from "../ui/theme";
import { Arrival } from "./Arrival";
import { type PageId, routeOf } from "./route";
import { TerminalPage } from "./TerminalPage";
import { ToastHost } from "./ToastHost";
import { useKeys } from "./useKeys";
import { useSelection } from "./useSelection";
import { useShownRuns } from "./useShownRuns";
import { useSteering } from "./useSteering";
import { useUrl } from "./useUrl";
import { hasPage, VIEWS } from "./views";

const Announcer = later(() => import("./Announcer").then((announcer) => announcer.default));
const Tape = later(() => import("../features/frame/Tape").then((tape) => tape.Tape));
const KeyBar = later(() => import("../features/frame/KeyBar").then((bar) => bar.KeyBar), "The key bar");
const KeyHelp = lazily(() => import("../features/frame/KeyHelp").then((help) => help.default));
const noTape = () => <nav className={styles.tape} />;
// The pages that have a chart or a long table, before which the rest has to wait.
const DRAWS_FIRST: PageId[] = ["run", "runs", "compare"];
const DRAWN_WITHIN = 1000;
const pageOf = (path: string): PageId => routeOf(path, new URLSearchParams(), hasPage).page;
const OPEN = PAGES.filter(({ path }) => path === "/" || pageOf(path) !== "terminal");

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
  useEffect(() => {
    if (route.page === "terminal") return;
    // A run may have no metric yet, and a table no rows.
    const timer = setTimeout(nothingToDraw, DRAWS_FIRST.includes(route.page) ? DRAWN_WITHIN : 0);
    return () => clearTimeout(timer);
  }, [route.page]);
  const place = PAGES.find(({ path }) => pageOf(path) === (route.page === "run" ? "runs" : route.page));

  useEffect(() => {
    const word = View === undefined ? "" : `${place?.word ?? "NO PAGE"} · `;
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
        <PageNav path={place?.path ?? ""} open={OPEN} total={catalog.total} onGo={go} />
        <LiveState />
      </header>
      <ConnectionStrip />
      <Tape
        placeholder={noTape}
        runs={catalog.runs}
        unheld={catalog.unheld}
        trendOf={(id) => live.trends.get(id)}
        onSelect={take}
      />
      {absent !== null && (
        <p className={styles.strip} role="alert">
          <b>NO RUN {absent}</b> it was deleted, or never was on this server
        </p>
      )}
      <Boundary key={route.page} name="This page">
        {View === undefined ? (
          <>
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
            <Arrival page="terminal" />
          </>
        ) : (
          <View
            placeholder={<main aria-busy="true" />}
            url={url}
            catalog={catalog}
            run={run}
            isAbsent={absent !== null}
            onOpenRun={openRun}
            onCompare={compare}
          />
        )}
      </Boundary>
      <KeyBar
        placeholder={<footer className={styles.keys} />}
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
      {isHelp && <KeyHelp onClose={() => setIsHelp(false)} />}
      <Announcer placeholder={unmissed} />
      <ToastHost />
    </>
  );
}
