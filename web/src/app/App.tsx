import { useCallback, useEffect, useRef, useState } from "react";
import { CommandLine } from "../features/command/CommandLine";
import type { Intent } from "../features/command/complete";
import styles from "../features/frame/Frame.module.css";
import { KeyBar } from "../features/frame/KeyBar";
import { KeyHelp } from "../features/frame/KeyHelp";
import { ConnectionStrip, LiveState } from "../features/frame/LiveState";
import { PageNav } from "../features/frame/PageNav";
import { OPEN_PAGES } from "../features/frame/pages";
import { Tape } from "../features/frame/Tape";
import { useCatalog, useLive } from "../live/LiveContext";
import { readTheme, setTheme } from "../ui/theme";
import { Announcer } from "./Announcer";
import { TerminalPage } from "./TerminalPage";
import { ToastHost } from "./ToastHost";
import { useKeys } from "./useKeys";
import { useSelection } from "./useSelection";
import { useUrl } from "./useUrl";

export function App() {
  const live = useLive();
  const catalog = useCatalog();
  const { path, query, set } = useUrl();
  const { run, absent, select } = useSelection();
  const command = useRef<HTMLInputElement>(null);
  const [isHelp, setIsHelp] = useState(false);
  const large = Number(query.get("panel")) || null;

  useEffect(() => {
    document.title =
      run === null ? "TMON" : `${run.progress === null ? "" : `${run.progress.toFixed(0)}% `}${run.name} · TMON`;
  }, [run]);

  const onLarge = useCallback(
    (panel: number) => set({ panel: large === panel ? null : String(panel) }, true),
    [set, large],
  );
  const toggleTheme = useCallback(() => setTheme(readTheme() === "dark" ? "light" : "dark"), []);
  const find = useCallback(() => command.current?.focus(), []);
  const help = useCallback(() => setIsHelp(true), []);
  const panel = useKeys({ find, help, toggleTheme, back: large === null ? null : () => set({ panel: null }, true) });

  const follow = (intent: Intent) => {
    if (intent.kind === "run") select(intent.id);
    else if (intent.kind === "theme") setTheme(intent.theme);
    else if (intent.kind === "keys") help();
    else set({ panel: null });
  };

  return (
    <>
      <header className={styles.bar}>
        <h1 className="sr-only">Training Monitor</h1>
        <a className={styles.logo} href="/" aria-label="TMON, the terminal">
          TMON
        </a>
        <CommandLine runs={catalog.runs} pages={OPEN_PAGES} selected={run} inputRef={command} onIntent={follow} />
        <PageNav path={path} total={catalog.total} onGo={() => set({ panel: null })} />
        <LiveState />
      </header>
      <ConnectionStrip />
      <Tape runs={catalog.runs} trendOf={(id) => live.trends.get(id)} onSelect={select} />
      {absent !== null && (
        <p className={styles.strip} role="alert">
          <b>NO RUN {absent}</b> it was deleted, or never was on this server
        </p>
      )}
      <TerminalPage catalog={catalog} run={run} onSelect={select} large={large} onLarge={onLarge} />
      <KeyBar panel={panel} onHelp={help} onFind={find} onTheme={toggleTheme} />
      {isHelp && <KeyHelp onClose={() => setIsHelp(false)} />}
      <Announcer />
      <ToastHost />
    </>
  );
}
