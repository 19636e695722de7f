import { useEffect, useMemo, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import { namesakes } from "../../live/namesakes";
import { Button, Group } from "../../ui/Button";
import { togglePin } from "../../ui/pins";
import styles from "./LayoutSheet.module.css";
import { byPlace, DEFAULT, type PanelKind, type Tile } from "./layout";
import { add, pinOf, remove } from "./moves";

interface Props {
  tiles: readonly Tile[];
  runs: readonly Run[];
  selected: Run | null;
  titleOf: (tile: Tile) => string;
  onChange: (tiles: readonly Tile[] | null) => void;
  onClose: () => void;
}

const MORE: PanelKind[] = ["console", "latest", "note"];

// Which panels the terminal has. It docks at the right and leaves in view what it changes.
export default function LayoutSheet({ tiles, runs, selected, titleOf, onChange, onClose }: Props) {
  const sheet = useRef<HTMLElement>(null);
  const [runId, setRunId] = useState("");
  const source = runs.find(({ id }) => id === runId) ?? selected;
  const metrics = Object.keys(source?.metrics ?? {}).sort();
  const [metric, setMetric] = useState("");
  const chosen = metrics.includes(metric) ? metric : (metrics[0] ?? "");
  const missing = [...DEFAULT.map(({ kind }) => kind), ...MORE].filter(
    (kind) => !tiles.some((one) => one.kind === kind),
  );
  const shared = useMemo(() => namesakes(runs), [runs]);
  useEffect(() => sheet.current?.focus(), []);
  // A chart that a pin made goes with its pin.
  const take = (id: string) => {
    const pin = pinOf(id);
    if (pin === null) onChange(remove(tiles, id));
    else togglePin(pin);
  };
  return (
    <aside
      ref={sheet}
      className={styles.sheet}
      aria-label="Layout of the terminal"
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" || event.key === "F10") {
          event.preventDefault();
          onClose();
        }
      }}
    >
      <header>
        <h2>LAYOUT</h2>
        <Button keyCap="Esc" onClick={onClose}>
          CLOSE
        </Button>
      </header>
      <p>
        Drag a panel by its title, its corner gives it another size. By keys: Alt + arrows, Alt Shift + arrows, Alt
        Delete.
      </p>
      <h3>PANELS</h3>
      <ul>
        {[...tiles].sort(byPlace).map((tile, i) => (
          <li key={tile.id}>
            <i>{i + 1}</i> <span className="clip">{titleOf(tile)}</span>
            <Button meaning="destroy" aria-label={`Remove ${titleOf(tile)}`} onClick={() => take(tile.id)}>
              REMOVE
            </Button>
          </li>
        ))}
      </ul>
      <h3>ADD A CHART</h3>
      <label>
        of
        <select value={runId} onChange={(event) => setRunId(event.target.value)}>
          <option value="">the selected run</option>
          {runs.map((run) => (
            <option key={run.id} value={run.id}>
              {shared.has(run.name) ? `${run.name} · ${run.id}` : run.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        metric
        <select value={chosen} onChange={(event) => setMetric(event.target.value)}>
          {metrics.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Button
        meaning="go"
        blocked={chosen === "" ? "no metric" : undefined}
        onClick={() => onChange(add(tiles, "metric", { metric: chosen, ...(runId === "" ? {} : { run: runId }) }))}
      >
        ADD CHART
      </Button>
      {missing.length > 0 && <h3>ADD A PANEL</h3>}
      <Group label="Panels to add">
        {missing.map((kind) => (
          <Button key={kind} meaning="go" onClick={() => onChange(add(tiles, kind))}>
            {titleOf({ id: kind, kind, x: 0, y: 0, w: 1, h: 1 })}
          </Button>
        ))}
      </Group>
      <footer>
        <Button meaning="careful" onClick={() => onChange(null)}>
          RESET LAYOUT
        </Button>
      </footer>
    </aside>
  );
}
