import type { Ref } from "react";
import type { Run } from "../../api/wire";
import { formatValue } from "../../ui/format";
import styles from "./PlotPanel.module.css";
import type { PlotNotes, Reading } from "./painter";

interface Props {
  run: Run;
  keys: readonly string[];
  colors: readonly number[];
  notes: string[];
  host: Ref<HTMLDivElement>;
}

// Names the lines. Its numbers are not React's, which would write over them with each frame about the run: `writeLegend` puts
// them into the page once a repaint.
export function Legend({ run, keys, colors, notes, host }: Props) {
  return (
    <div key={run.id} className={styles.legend} ref={host}>
      {keys.map((key, i) => (
        <span key={key}>
          <i style={{ background: `var(--s${((colors[i] ?? i) % 8) + 1})` }} />
          <span className={styles.key}>{key}</span> <b />
          <small />
        </span>
      ))}
      {notes.map((note) => (
        <em key={note}>{note}</em>
      ))}
    </div>
  );
}

export function writeLegend(host: HTMLElement | null, readings: Reading[]): void {
  for (const [i, reading] of readings.entries()) {
    const line = host?.children[i];
    const isRaw = reading.atCursor === null && reading.newest !== null && reading.newest !== reading.shown;
    write(line?.querySelector("b"), formatValue(reading.atCursor ?? reading.shown));
    write(line?.querySelector("small"), isRaw ? `raw ${formatValue(reading.newest)}` : "");
  }
}

export function write(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

export function notesOf(notes: PlotNotes, wantsLog: boolean, wantsLogX: boolean): string[] {
  const texts: string[] = [];
  if (wantsLogX && !notes.isLogX) texts.push("x drawn linear: it does not begin above 0");
  if (wantsLog && !notes.isLog) texts.push("drawn linear: not all values are above 0");
  return texts;
}
