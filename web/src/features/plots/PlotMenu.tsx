import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useFeed } from "../../live/LiveContext";
import { Button, Group, Toggle } from "../../ui/Button";
import { isPinned, togglePin } from "../../ui/pins";
import { notify } from "../../ui/toast";
import { metricOf, type XAxis } from "./axis";
import { csvOf, pictureOf, save } from "./export";
import type { PlotBodyProps } from "./PlotBody";
import styles from "./PlotPanel.module.css";
import { PointTable } from "./PointTable";

// What one asks of a chart now and then: other axes, its picture, its points. Loaded when it is first opened.
export default function PlotMenu(props: PlotBodyProps & { onClose: () => void }) {
  const { run, title, keys, settings, onSettings, controls, onClose } = props;
  const feed = useFeed(run.id);
  const host = useRef<HTMLDivElement>(null);
  const [isTable, setIsTable] = useState(false);
  const [pinned, setPinned] = useState(isPinned(keys[0] ?? ""));
  useEffect(() => host.current?.querySelector<HTMLElement>("select")?.focus(), []);

  const report = (what: string) => (problem: unknown) =>
    notify("error", what, problem instanceof Error ? problem.message : String(problem));
  const picture = async () => {
    const canvas = controls.handle.current?.painter.plot.u.ctx.canvas;
    if (canvas === undefined) return;
    const blob = await pictureOf(canvas, `${title}  ${run.name}`, keys, props.colors);
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      notify("info", title, "copied as PNG");
    } catch {
      // Where the clipboard is refused (no permission, no secure context) the picture is saved instead.
      save(blob, `${run.name}-${title}.png`);
    }
  };
  const points = async () => {
    if (feed !== null) save(await csvOf(run, keys, settings, feed), `${run.name}-${keys[0]}.csv`);
  };
  const pin = () => {
    togglePin(keys[0] ?? "");
    setPinned(isPinned(keys[0] ?? ""));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      host.current?.closest<HTMLElement>("[data-panel]")?.focus();
      onClose();
    }
  };
  if (isTable) return <PointTable run={run} keys={keys} onClose={() => setIsTable(false)} />;
  const other = metricOf(settings.x);
  return (
    <div ref={host} className={styles.menu} role="dialog" aria-label={`Options of ${title}`} onKeyDown={onKeyDown}>
      <label>
        X AXIS
        <select
          value={settings.x}
          onChange={(event) => onSettings({ ...settings, x: event.target.value as XAxis, zoom: null })}
        >
          <option value="step">step</option>
          <option value="epoch" disabled={run.steps_per_epoch === null}>
            epoch
          </option>
          <option value="time">time since the start</option>
          <option value="wall">wall clock (UTC)</option>
          {[...new Set([...Object.keys(run.metrics), ...(other === null ? [] : [other])])].sort().map((key) => (
            <option key={key} value={`metric:${key}`}>
              {key}
            </option>
          ))}
        </select>
      </label>
      <Group label={`${title}: axes`}>
        <Toggle on={settings.isLogX} onClick={() => onSettings({ ...settings, isLogX: !settings.isLogX })}>
          LOG X
        </Toggle>
        <Toggle on={controls.chart.isLog} onClick={() => controls.change({ isLog: !controls.chart.isLog })}>
          LOG Y
        </Toggle>
        <Toggle on={pinned} onClick={pin}>
          PIN
        </Toggle>
      </Group>
      <Group label={`${title}: take along`}>
        <Button onClick={() => void picture().catch(report("No picture"))}>COPY PNG</Button>
        <Button onClick={() => void points().catch(report("No file"))}>CSV</Button>
        <Button onClick={() => setIsTable(true)}>TABLE</Button>
      </Group>
      <Button meaning="open" keyCap="Esc" onClick={onClose}>
        CLOSE
      </Button>
    </div>
  );
}
