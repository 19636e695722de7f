import { setHidden } from "../../live/hidden";
import { Button, Toggle } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { setDensity, useDensity } from "./density";
import { FOLDED, UNFOLDED } from "./stretches";
import toolbar from "./Toolbar.module.css";
import type { TableState } from "./useTableState";

interface Props {
  table: TableState;
  hidden: ReadonlySet<string>;
  hasFacets: boolean;
  onFacets: () => void;
  onColumns: () => void;
  onSave: () => void;
}

const GROUP_KEYS = ["status", "group", "tags", "project"];

// What the table is held against, what is left out of it, and what else can be done with all of it.
export function TableTools({ table, hidden, hasFacets, onFacets, onColumns, onSave }: Props) {
  const { base, window: rows, view, by } = table;
  const isComfortable = useDensity() === "comfortable";
  const settings = table.columns.map(({ name }) => name).filter((name) => name.startsWith("config."));
  const keys = [...new Set([...GROUP_KEYS, ...settings, ...(by === null ? [] : [by])])];
  return (
    <>
      {base !== null && (
        <span className={toolbar.base}>
          BASELINE <b>{base.name}</b>
          <button type="button" aria-label="Take the baseline away" onClick={() => table.setBase(null)}>
            <Icon name="cross" size={7} />
          </button>
        </span>
      )}
      <label className={toolbar.pick} data-on={by !== null || undefined}>
        GROUP BY{" "}
        <select value={by ?? ""} onChange={(event) => table.setBy(event.target.value || null)}>
          <option value="">nothing</option>
          {keys.map((name) => (
            <option key={name} value={name}>
              {name === "group" ? "grid group" : name.replace(/^config\./, "")}
            </option>
          ))}
        </select>
      </label>
      {by !== null && (
        <Button keyCap="Z" onClick={() => table.setFold(table.fold.isAll ? UNFOLDED : FOLDED)}>
          {table.fold.isAll ? "UNFOLD ALL" : "FOLD ALL"}
        </Button>
      )}
      <Toggle
        on={isComfortable}
        title="Higher rows, kept in this browser"
        onClick={() => setDensity(isComfortable ? "compact" : "comfortable")}
      >
        ROOMY
      </Toggle>
      <Toggle on={hasFacets} title="How the runs spread, to choose from: A" onClick={onFacets}>
        FACETS
      </Toggle>
      <Toggle on={table.isDiff} onClick={() => table.setDiff(!table.isDiff)}>
        DIFF ONLY
      </Toggle>
      {hidden.size > 0 && (
        <Button onClick={() => setHidden([...hidden], false)}>SHOW {formatCount(hidden.size)} HIDDEN</Button>
      )}
      {view.stale > 0 && !rows.isAtTop && (
        <Button meaning="go" keyCap="R" onClick={() => rows.refresh()}>
          {formatCount(view.stale)} NEW OR GONE
        </Button>
      )}
      <Button onClick={onColumns} keyCap="O">
        COLUMNS {table.columns.length}
      </Button>
      <Button onClick={onSave} keyCap="E">
        CSV
      </Button>
    </>
  );
}
