import type { Ref } from "react";
import type { Run } from "../../api/wire";
import { Button, Group, Toggle } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { metricOf, type XAxis } from "./axis";
import styles from "./ChartBar.module.css";
import type { PageCharts } from "./pageCharts";
import { Smoothing } from "./Smoothing";
import { autoSmoothing, type PlotSettings } from "./settings";

interface Props {
  run: Run;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  charts: PageCharts;
  onCharts: (part: Partial<PageCharts>) => void;
  search: string;
  onSearch: (search: string) => void;
  find: Ref<HTMLInputElement>;
  // Where the place of the cursor is written, once a repaint.
  at: Ref<HTMLSpanElement>;
}

const AXES: [XAxis, string][] = [
  ["step", "STEP"],
  ["epoch", "EPOCH"],
  ["time", "RELATIVE"],
  ["wall", "WALL"],
];
const LAST: [PlotSettings["last"], string][] = [
  [100, "100"],
  [1000, "1K"],
  [0, "ALL"],
];

// What all charts of the page share: axis, stretch, smoothing, band, and which of them are shown.
export function ChartBar({ run, settings, onSettings, charts, onCharts, search, onSearch, find, at }: Props) {
  const strength = charts.smooth ?? autoSmoothing(run.total_steps ?? run.step ?? 0);
  const hasEpochs = run.steps_per_epoch !== null;
  const axis = (x: XAxis) => onSettings({ ...settings, x, zoom: null });
  return (
    <div className={styles.bar} role="toolbar" aria-label="Charts">
      <span>X</span>
      <Group label="X axis">
        {AXES.map(([x, word]) => (
          <Toggle key={x} on={settings.x === x} disabled={x === "epoch" && !hasEpochs} onClick={() => axis(x)}>
            {word}
          </Toggle>
        ))}
        <select
          className={metricOf(settings.x) === null ? "" : styles.chosen}
          aria-label="X axis: another metric"
          value={metricOf(settings.x) ?? ""}
          onChange={(event) => axis(event.target.value === "" ? "step" : `metric:${event.target.value}`)}
        >
          <option value="">METRIC</option>
          {Object.keys(run.metrics)
            .sort()
            .map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </select>
      </Group>
      <span>SHOW</span>
      <Group label="Newest points">
        {LAST.map(([last, word]) => (
          <Toggle
            key={word}
            on={settings.last === last && settings.zoom === null}
            onClick={() => onSettings({ ...settings, last, zoom: null })}
          >
            {word}
          </Toggle>
        ))}
      </Group>
      {settings.zoom !== null && (
        <Button meaning="open" keyCap="0" onClick={() => onSettings({ ...settings, zoom: null })}>
          ZOOMED
        </Button>
      )}
      <Toggle on={settings.isLogX} onClick={() => onSettings({ ...settings, isLogX: !settings.isLogX })}>
        LOG X
      </Toggle>
      <Toggle
        on={charts.isLog !== false}
        title="Auto: a log axis where the values span more than two decades above zero"
        onClick={() => onCharts({ isLog: charts.isLog === null ? true : charts.isLog ? false : null })}
      >
        LOG Y {charts.isLog === null ? "auto" : charts.isLog ? "on" : "off"}
      </Toggle>
      <span className={styles.smooth}>
        SMOOTH
        <Smoothing strength={strength} onStrength={(smooth) => onCharts({ smooth })} />
      </span>
      <Toggle
        on={charts.smooth === null}
        onClick={() => onCharts({ smooth: charts.smooth === null ? strength : null })}
      >
        auto
      </Toggle>
      <Toggle on={charts.hasBand} onClick={() => onCharts({ hasBand: !charts.hasBand })}>
        BAND <i>min–max</i>
      </Toggle>
      <Toggle on={charts.isSynced} onClick={() => onCharts({ isSynced: !charts.isSynced })}>
        <Icon name="swap" size={9} /> SYNC
      </Toggle>
      <span className={styles.at} ref={at} data-cursor />
      <label className={styles.find}>
        <Icon name="find" />
        <input
          ref={find}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            if (search === "") event.currentTarget.blur();
            else onSearch("");
          }}
          placeholder="find metric"
          aria-label="Find a metric"
          spellCheck={false}
        />
      </label>
      <span className={styles.columns}>
        <Group label="Charts in a row">
          {[2, 3, 4].map((columns) => (
            <Toggle
              key={columns}
              on={charts.columns === columns}
              onClick={() => onCharts({ columns: charts.columns === columns ? null : columns })}
            >
              {columns}
            </Toggle>
          ))}
        </Group>
      </span>
    </div>
  );
}
