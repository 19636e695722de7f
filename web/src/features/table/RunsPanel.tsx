import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import type { CatalogView } from "../../live/catalog";
import { hidden as hiddenRuns } from "../../live/hidden";
import { useStore } from "../../live/LiveContext";
import { Boundary } from "../../ui/Boundary";
import { rowsAreDrawn } from "../../ui/firstChart";
import { formatCount } from "../../ui/format";
import { later } from "../../ui/lazily";
import { Notice } from "../../ui/Panel";
import { useMedia } from "../../ui/useMedia";
import { useViewport } from "../../ui/useViewport";
import { ColumnPicker } from "./ColumnPicker";
import { columnsText } from "./columns";
import { ROW_HEIGHT, useDensity } from "./density";
import { differing } from "./differing";
import { FilterBar } from "./FilterBar";
import { headFields, panelFields } from "./facets";
import { knownOf, withFacets } from "./known";
import { placeColumns } from "./layout";
import { RunsTable } from "./RunsTable";
import { SelectionBar } from "./SelectionBar";
import { ALL, NONE, type Selection } from "./selection";
import { TableTools } from "./TableTools";
import toolbar from "./Toolbar.module.css";
import { tableKeys } from "./tableKeys";
import { useBatch } from "./useBatch";
import { useFacets } from "./useFacets";
import { type TableWish, useTableState } from "./useTableState";
import { ViewTabs } from "./ViewTabs";

// The rows go first, and what it counts comes after them.
const FacetPanel = later(() => import("./FacetPanel").then((panel) => panel.default));

interface Props extends TableWish {
  catalog: CatalogView;
  onOpen: (id: string) => void;
  onCompare: (ids: readonly string[]) => void;
  // What stands where there is no run yet.
  empty: ReactNode;
}

const ACTIVE = ["running", "queued", "pending"];
const HEAD = 38;
const CARD = 52;

// All runs of the server: filtered and sorted there, drawn as far as they are in view.
export function RunsPanel({ query, onQuery, catalog, onOpen, onCompare, empty }: Props) {
  const table = useTableState({ query, onQuery });
  const { window: rows, lines, view, base, selection, setSelection } = table;
  const isNarrow = useMedia("(max-width: 760px)");
  const isWide = useMedia("(min-width: 1200px)");
  const hasFacets = table.hasFacets ?? isWide;
  const hidden = useStore(hiddenRuns);
  const box = useRef<HTMLDivElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const kept = useRef(new Map<string, number>());
  const [active, setActive] = useState(0);
  const [at, setAt] = useState(1);
  const [editing, setEditing] = useState<{ id: string; field: string } | null>(null);
  const [isPicking, setIsPicking] = useState(false);

  const density = useDensity();
  const rowHeight = isNarrow ? CARD : ROW_HEIGHT[density];
  const total = view.total ?? 0;
  const viewport = useViewport(box, isNarrow ? 0 : HEAD + (base === null ? 0 : rowHeight), rowHeight, lines.total);
  const inView = Array.from({ length: viewport.to - viewport.from }, (_, i) => lines.at(viewport.from + i)).filter(
    (run) => run !== undefined,
  );
  const columns = table.isDiff ? differing(table.columns, rows.held(), base) : table.columns;
  const { placed, width } = placeColumns(columns, inView, base, kept.current, table.by !== null);
  const layout = placed.map(({ name, width, isNumber, isPinned }) => `${name} ${width} ${isNumber} ${isPinned}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the columns, so that rows are not drawn anew for equal ones.
  const stable = useMemo(() => placed, [layout]);

  const fields = panelFields(table.columns);
  const asked = [...(hasFacets ? fields : []), ...(isNarrow ? [] : headFields(columns))];
  const facets = useFacets(table.search, asked, view.version, view.state === "ready" && table.columns.length > 2);

  const onActive = useCallback(
    (index: number, next?: number) => {
      setActive(index);
      if (next !== undefined) setAt(next);
      viewport.show(index);
    },
    [viewport.show],
  );
  const onEdit = useCallback((run: Run, field: string | null) => {
    setEditing(field === null ? null : { id: run.id, field });
  }, []);
  const onDone = useCallback(
    (wasDeleted: boolean) => {
      if (wasDeleted) setSelection(NONE);
      rows.refresh();
      box.current?.focus({ preventScroll: true });
    },
    [rows, setSelection],
  );
  const activeRun = lines.at(active) ?? null;
  const batch = useBatch({ search: table.search, selection, total, active: activeRun, columns, onDone, onCompare });
  const readKnown = () => withFacets(knownOf([...catalog.runs, ...rows.held()]), facets);
  const focusTable = () => box.current?.focus({ preventScroll: true });
  const select = (next: Selection) => {
    setSelection(next);
    focusTable();
  };
  const isRead = view.state !== "loading";
  useEffect(() => {
    if (isRead) rowsAreDrawn();
  }, [isRead]);
  // One comes here to use the table: its keys act at once.
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const onKeyDown = tableKeys({
    table,
    batch,
    placed: stable,
    active,
    at: Math.min(at, placed.length - 1),
    pageSize: Math.max(1, viewport.last - viewport.first),
    onActive,
    onEdit,
    onOpen,
    onFilter: () => filter.current?.focus(),
    onColumns: () => setIsPicking(true),
    onFacets: () => table.setFacets(!hasFacets),
  });
  const full = () => {
    const next = new URLSearchParams(query);
    next.set("cols", columnsText(table.columns));
    return next.toString();
  };
  const range =
    lines.total === 0
      ? ""
      : `rows ${formatCount(viewport.first)}–${formatCount(viewport.last)} of ${formatCount(lines.total)}`;
  return (
    <section
      className={toolbar.panel}
      data-panel={1}
      data-area="table"
      aria-labelledby="runs-title"
      tabIndex={-1}
      onFocus={(event) => event.target === event.currentTarget && focusTable()}
    >
      <h2 id="runs-title" className="sr-only">
        RUNS
      </h2>
      <ViewTabs
        search={query.toString()}
        full={full()}
        total={catalog.total}
        active={catalog.runs.filter((run) => ACTIVE.includes(run.status)).length}
        found={view.total}
        onView={(search) => onQuery(new URLSearchParams(search))}
      >
        <TableTools
          table={table}
          hidden={hidden}
          hasFacets={hasFacets}
          onFacets={() => table.setFacets(!hasFacets)}
          onColumns={() => setIsPicking(true)}
          onSave={() => void batch.save()}
        />
      </ViewTabs>
      <FilterBar
        tokens={table.tokens}
        readKnown={readKnown}
        found={view.total}
        total={catalog.total}
        tookMs={view.tookMs}
        problem={view.problem}
        inputRef={filter}
        onTokens={table.setTokens}
        onLeave={focusTable}
      />
      <div className={toolbar.split}>
        {hasFacets && (
          <FacetPanel
            placeholder={<div className={toolbar.facets} />}
            facets={facets}
            fields={fields}
            tokens={table.tokens}
            onTokens={table.setTokens}
            onClose={() => table.setFacets(false)}
          />
        )}
        <Boundary name="The table">
          <div className={toolbar.table}>
            <RunsTable
              facets={facets}
              {...{ table, box, viewport, width, rowHeight, isNarrow, hidden, active, editing }}
              placed={stable}
              at={Math.min(at, placed.length - 1)}
              onActive={onActive}
              onEdit={onEdit}
              onOpen={onOpen}
              onKeyDown={onKeyDown}
            />
            {view.state === "ready" && total === 0 && (
              <div className={toolbar.empty}>
                {table.tokens.length === 0 ? (
                  empty
                ) : (
                  <Notice title="No run is left by this filter">
                    Take a token away, or press F to change the filter.
                  </Notice>
                )}
              </div>
            )}
          </div>
        </Boundary>
      </div>
      <SelectionBar
        onKeyDown={onKeyDown}
        batch={batch}
        found={total}
        isAll={selection.isAll}
        range={range}
        onAll={() => select(ALL)}
        onNone={() => select(NONE)}
      />
      {isPicking && (
        <ColumnPicker
          columns={table.columns}
          known={readKnown()}
          onColumns={table.setColumns}
          onClose={() => setIsPicking(false)}
        />
      )}
    </section>
  );
}
