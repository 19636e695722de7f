import type { Run } from "../api/wire";
import styles from "./RunPage.module.css";

interface Props {
  run: Run;
  tab: string;
  checkpoints: number;
  onTab: (tab: string) => void;
}

// On a narrow screen one thing at a time.
export function RunTabs({ run, tab, checkpoints, onTab }: Props) {
  const tabs: [string, string, number | null][] = [
    ["charts", "CHARTS", Object.keys(run.metrics).length],
    ["values", "VALUES", null],
    ["checkpoints", "CKPT", checkpoints],
    ["console", "CONSOLE", null],
    ["run-events", "EVENTS", null],
    ["config", "CONFIG", null],
    ["notes", "NOTES", null],
  ];
  return (
    <nav className={styles.tabs} aria-label="Parts of the run">
      {tabs.map(([name, word, count]) => (
        <button key={name} type="button" aria-pressed={tab === name} onClick={() => onTab(name)}>
          {word} {count !== null && count > 0 && <small>{count}</small>}
        </button>
      ))}
    </nav>
  );
}
