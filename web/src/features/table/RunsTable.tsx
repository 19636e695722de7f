import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
} from "react";
import type { Run, RunFacet } from "../../api/wire";
import { setHidden } from "../../live/hidden";
import type { Viewport } from "../../ui/useViewport";
import { GroupRow } from "./GroupRow";
import type { Placed } from "./layout";
import { templateOf } from "./layout";
import { RunCard } from "./RunCard";
import { ALL, choose, isChosen, NONE, toggle } from "./selection";
import { toggleFold } from "./stretches";
import styles from "./Table.module.css";
import { TableHead } from "./TableHead";
import { rowId, TableRow } from "./TableRow";
import { useSparks } from "./useSparks";
import type { TableState } from "./useTableState";

interface Props {
  facets: readonly RunFacet[];
  table: TableState;
  box: RefObject<HTMLDivElement | null>;
  viewport: Viewport;
  placed: readonly Placed[];
  width: number;
  rowHeight: number;
  isNarrow: boolean;
  hidden: ReadonlySet<string>;
  active: number;
  at: number;
  editing: { id: string; field: string } | null;
  onActive: (index: number) => void;
  onEdit: (run: Run, field: string | null) => void;
  onOpen: (id: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const SETTLE = 40;
const FIRST = 24;
const NONE_PLACED: readonly Placed[] = [];
const isMetric = ({ name }: Placed): boolean => name.startsWith("metric.");

// The grid itself: only the rows in view exist, and of their runs only those blocks are read.
export function RunsTable(props: Props) {
  const { table, box, viewport, placed, width, rowHeight, isNarrow, hidden, active, at, editing } = props;
  const { onActive, onEdit, onOpen, onKeyDown } = props;
  const { window: rows, lines, view, selection, setSelection, base, isDiff } = table;
  const { total } = lines;
  const { from, to } = viewport;
  const anchor = useRef(0);

  useEffect(() => {
    rows.isAtTop = from === 0;
    const timer = setTimeout(() => lines.want(from, to), SETTLE);
    return () => clearTimeout(timer);
  }, [rows, lines, from, to]);

  // The upper rows stand first, and those below them with the frame after.
  const isWhole = useDeferredValue(total > 0, false);
  const indexes = Array.from({ length: isWhole ? to - from : Math.min(FIRST, to - from) }, (_, i) => from + i);
  const inView = indexes.map((index) => lines.at(index)).filter((run) => run !== undefined);
  const { sparkOf, scale } = useSparks(inView, isNarrow || placed.some(({ name }) => name === "spark"));

  const latest = useRef({ selection, lines });
  latest.current = { selection, lines };
  const onPick = useCallback(
    (index: number, run: Run, event: PointerEvent | null) => {
      const { selection, lines } = latest.current;
      if (event === null || event.ctrlKey || event.metaKey) setSelection(toggle(selection, run.id));
      else if (event.shiftKey) {
        event.preventDefault();
        const [low, high] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
        const ids = Array.from({ length: high - low + 1 }, (_, i) => lines.at(low + i)?.id).filter(
          (id) => id !== undefined,
        );
        setSelection(choose(selection, ids, true));
      }
      if (event?.shiftKey !== true) anchor.current = index;
      onActive(index);
      if (event === null) box.current?.focus({ preventScroll: true });
    },
    [setSelection, onActive, box],
  );
  const onHide = useCallback((run: Run) => setHidden([run.id], !latestHidden.current.has(run.id)), []);
  const latestHidden = useRef(hidden);
  latestHidden.current = hidden;

  const sort = (name: string) => table.setSort(table.sort === `-${name}` ? name : `-${name}`);
  const style = useMemo(
    () =>
      ({
        "--cols": templateOf(placed),
        "--width": `${width}px`,
        "--row-height": `${rowHeight}px`,
      }) as CSSProperties,
    [placed, width, rowHeight],
  );
  const key = table.sort.replace(/^-/, "");
  const main = placed.find(({ name }) => name === key && name.startsWith("metric.")) ?? placed.find(isMetric);
  const columns = isNarrow ? (main === undefined ? NONE_PLACED : [main]) : placed;
  const cards = useRef(columns);
  if (!isNarrow || cards.current[0] !== columns[0]) cards.current = columns;
  const onFold = (key: string, index: number) => {
    table.setFold(toggleFold(table.fold, key));
    onActive(index);
    box.current?.focus({ preventScroll: true });
  };
  const shared = { columns: cards.current, base, isDiff, scale, onEdit, onOpen, onPick, onHide };
  return (
    <div
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label="Runs"
      aria-multiselectable="true"
      aria-rowcount={view.total === null ? -1 : total + 1}
      aria-activedescendant={active >= from && active < to ? rowId(active) : undefined}
      aria-busy={table.isPending || undefined}
      className={styles.grid}
      style={style}
      data-narrow={isNarrow || undefined}
      onScroll={viewport.onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <TableHead
          columns={placed}
          facets={props.facets}
          spark={scale?.name ?? ""}
          sort={table.sort}
          at={at}
          hasBase={base !== null}
          isAllChosen={selection.isAll && selection.ids.size === 0}
          onAll={() => setSelection(selection.isAll ? NONE : ALL)}
          onSort={sort}
        />
        {base !== null && (
          <TableRow
            {...shared}
            run={base}
            index={-1}
            top={null}
            spark={sparkOf(base.id)}
            isChosen={false}
            isActive={false}
            isHidden={hidden.has(base.id)}
            isGone={false}
            at={-1}
            editing={null}
          />
        )}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: total * rowHeight }}>
        {indexes.map((index) => {
          const head = lines.headAt(index);
          if (head !== null && lines.groups !== null)
            return (
              <GroupRow
                key={`group ${head.key}`}
                stretch={head}
                groups={lines.groups}
                columns={cards.current}
                index={index}
                top={index * rowHeight}
                isActive={index === active}
                isNarrow={isNarrow}
                onFold={onFold}
              />
            );
          const run = lines.at(index);
          const Row = isNarrow ? RunCard : TableRow;
          return (
            <Row
              key={run?.id ?? index}
              {...shared}
              run={run}
              index={index}
              top={index * rowHeight}
              spark={sparkOf(run?.id ?? "")}
              isChosen={run !== undefined && isChosen(selection, run.id)}
              isActive={index === active}
              isHidden={run !== undefined && hidden.has(run.id)}
              isGone={run !== undefined && rows.isGone(run.id)}
              at={index === active ? at : -1}
              editing={run !== undefined && editing?.id === run.id ? editing.field : null}
            />
          );
        })}
      </div>
    </div>
  );
}
