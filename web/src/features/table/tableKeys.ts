import type { KeyboardEvent } from "react";
import type { Run } from "../../api/wire";
import type { Placed } from "./layout";
import { ALL, choose, countOf, NONE, toggle } from "./selection";
import { FOLDED, toggleFold, UNFOLDED } from "./stretches";
import type { Batch } from "./useBatch";
import type { TableState } from "./useTableState";

interface Keys {
  table: TableState;
  batch: Batch;
  placed: readonly Placed[];
  active: number;
  at: number;
  pageSize: number;
  onActive: (index: number, at?: number) => void;
  onEdit: (run: Run, field: string) => void;
  onOpen: (id: string) => void;
  onFilter: () => void;
  onColumns: () => void;
  onFacets: () => void;
}

// The keys of the table while it has the focus; each does what a button does too.
export function tableKeys(keys: Keys): (event: KeyboardEvent<HTMLElement>) => void {
  const { table, batch, placed, active, at, pageSize, onActive, onEdit, onOpen, onFilter, onColumns, onFacets } = keys;
  const { lines } = table;
  const { total } = lines;
  const run = lines.at(active);
  const head = lines.headAt(active);
  const column = placed[at];

  const idAt = (index: number): string[] => {
    const id = lines.at(index)?.id;
    return id === undefined ? [] : [id];
  };
  const go = (index: number, isExtending: boolean) => {
    const next = Math.max(0, Math.min(total - 1, index));
    if (isExtending) {
      const [from, to] = [Math.min(active, next), Math.max(active, next)];
      const ids: string[] = [];
      for (let i = from; i <= to && i - from < 2000; i++) ids.push(...idAt(i));
      table.setSelection(choose(table.selection, ids, true));
    }
    onActive(next);
  };
  const shift = (by: number, isMoving: boolean) => {
    const next = Math.max(0, Math.min(placed.length - 1, at + by));
    if (isMoving && column !== undefined) {
      const columns = table.columns.filter(({ name }) => name !== column.name);
      const other = table.columns.findIndex(({ name }) => name === placed[next]?.name);
      const moved = table.columns.find(({ name }) => name === column.name);
      if (moved !== undefined && other >= 0) columns.splice(other, 0, moved);
      table.setColumns(columns);
    }
    onActive(active, next);
  };
  const edit = (field: "tags" | "notes") => {
    if (run === undefined) return;
    if (placed.some(({ name }) => name === field)) onEdit(run, field);
    else if (field === "tags") void batch.tag();
  };
  const sort = () => {
    if (column?.sort) table.setSort(table.sort === `-${column.sort}` ? column.sort : `-${column.sort}`);
  };
  const fold = () => {
    if (head !== null) table.setFold(toggleFold(table.fold, head.key));
  };
  const pin = () => {
    if (column === undefined) return;
    table.setColumns(
      table.columns.map((one) => (one.name === column.name ? { ...one, isPinned: !one.isPinned } : one)),
    );
  };
  const acts: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown: (event) => go(active + 1, event.shiftKey),
    ArrowUp: (event) => go(active - 1, event.shiftKey),
    PageDown: (event) => go(active + pageSize, event.shiftKey),
    PageUp: (event) => go(active - pageSize, event.shiftKey),
    Home: (event) => go(0, event.shiftKey),
    End: (event) => go(total - 1, event.shiftKey),
    ArrowLeft: (event) => shift(-1, event.altKey),
    ArrowRight: (event) => shift(1, event.altKey),
    Enter: () => (head !== null ? fold() : run !== undefined && onOpen(run.id)),
    z: () => table.by !== null && table.setFold(table.fold.isAll ? UNFOLDED : FOLDED),
    " ": () => (head !== null ? fold() : run !== undefined && table.setSelection(toggle(table.selection, run.id))),
    s: sort,
    p: pin,
    h: () => void batch.hide(),
    b: () => run !== undefined && table.setBase(table.base?.id === run.id ? null : run.id),
    d: () => table.setDiff(!table.isDiff),
    c: () => void batch.compare(),
    t: () => (batch.chosen > 0 ? void batch.tag() : edit("tags")),
    u: () => void batch.untag(),
    n: () => edit("notes"),
    v: () => void batch.move(),
    e: () => void batch.save(),
    x: () => void batch.cancel(),
    Delete: () => void batch.remove(),
    r: () => table.window.refresh(),
    f: onFilter,
    o: onColumns,
    a: onFacets,
  };
  return (event) => {
    const isField = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (isField || event.metaKey) return;
    if (event.ctrlKey && event.key.toLowerCase() === "a") table.setSelection(ALL);
    else if (event.key === "Escape" && countOf(table.selection, table.view.total ?? 0) > 0) table.setSelection(NONE);
    else {
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      const isArrow = event.key.startsWith("Arrow");
      if (act === undefined || event.ctrlKey || (event.altKey && !isArrow)) return;
      if (event.key === " " && event.target instanceof HTMLInputElement) return;
      if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
      act(event);
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
