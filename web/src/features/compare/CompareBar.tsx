import type { Run } from "../../api/wire";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { notify } from "../../ui/toast";
import { linkOf } from "./address";
import styles from "./Compare.module.css";
import { counted } from "./counted";
import { type CompareSettings, LEVELS, type Zoom } from "./settings";

interface Props {
  runs: readonly Run[];
  named: number;
  groups: number;
  by: string | null;
  keys: readonly string[];
  settings: CompareSettings;
  zoom: Zoom;
  onBy: (by: string | null) => void;
  onSettings: (settings: CompareSettings) => void;
  isAll: boolean;
  onAll: (isAll: boolean) => void;
  onFit: () => void;
}

export function CompareBar({
  runs,
  named,
  groups,
  by,
  keys,
  settings,
  zoom,
  isAll,
  onAll,
  onBy,
  onSettings,
  onFit,
}: Props) {
  const change = (part: Partial<CompareSettings>) => onSettings({ ...settings, ...part });
  const next = LEVELS[(LEVELS.indexOf(settings.smooth) + 1) % LEVELS.length] ?? 0;
  return (
    <div className={styles.bar}>
      <span>
        <b title="At most 100 runs are compared">
          {named > runs.length && `${formatCount(runs.length)} of `}
          {counted(named, "run")}
        </b>{" "}
        {groups > 0 && `in ${counted(groups, "group")}`}
      </span>
      <Group label="What is shown">
        <Toggle on={!isAll} onClick={() => onAll(false)}>
          PANELS
        </Toggle>
        <Toggle on={isAll} title="Every metric as a chart: A" onClick={() => onAll(true)}>
          ALL METRICS
        </Toggle>
      </Group>
      <label className={styles.pick}>
        group by
        <select value={by ?? ""} onChange={(event) => onBy(event.target.value === "" ? null : event.target.value)}>
          <option value="">nothing</option>
          {[...new Set([...(by === null ? [] : [by]), ...keys])].map((key) => (
            <option key={key} value={key}>
              {key.replace(/^config\./, "")}
            </option>
          ))}
        </select>
      </label>
      <Group label="x axis">
        <Toggle on={settings.x === "step"} onClick={() => change({ x: "step" })}>
          STEP
        </Toggle>
        <Toggle
          on={settings.x === "relative"}
          title="Seconds since the first point"
          onClick={() => change({ x: "relative" })}
        >
          RELATIVE
        </Toggle>
      </Group>
      <Toggle on={settings.isLogX} onClick={() => change({ isLogX: !settings.isLogX })}>
        LOG X
      </Toggle>
      <Toggle on={settings.isLogY} onClick={() => change({ isLogY: !settings.isLogY })}>
        LOG Y
      </Toggle>
      <Toggle
        on={settings.hasBand}
        title="Least and greatest value; of more than 8 lines where one lies clearly outside its line"
        onClick={() => change({ hasBand: !settings.hasBand })}
      >
        BAND
      </Toggle>
      <Toggle
        on={settings.smooth > 0}
        title="Exponential mean over logged points"
        onClick={() => change({ smooth: next })}
      >
        EMA {settings.smooth === 0 ? "OFF" : String(settings.smooth).slice(1)}
      </Toggle>
      {zoom !== null && (
        <Button meaning="open" keyCap="0" onClick={onFit}>
          ZOOMED
        </Button>
      )}
      <Button
        onClick={() =>
          void navigator.clipboard.writeText(linkOf(location.href, settings)).then(
            () => notify("info", "The link to this comparison is copied"),
            () => notify("error", "Not copied", "The browser does not let this page write to the clipboard."),
          )
        }
      >
        COPY LINK
      </Button>
      <span className={styles.hint}>CMP a b sweep-* on the command line names other runs</span>
    </div>
  );
}
