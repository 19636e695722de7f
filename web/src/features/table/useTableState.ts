import { useEffect, useMemo, useRef, useState } from "react";
import { readRun } from "../../api/runs";
import type { Run } from "../../api/wire";
import { useCatalog, useStore } from "../../live/LiveContext";
import { useResource } from "../../live/useResource";
import { type Column, columnsText, defaultColumns, parseColumns } from "./columns";
import { apiQuery, readTokens, type Token, writeTokens } from "./filter";
import { NONE, type Selection } from "./selection";
import { type Fold, foldText, readFold } from "./stretches";
import { useLines } from "./useLines";
import { useRunWindow } from "./useRunWindow";

export interface TableWish {
  query: URLSearchParams;
  onQuery: (query: URLSearchParams, replace?: boolean) => void;
}

// What the address says about the table, and the rows that follow from it.
export function useTableState({ query, onQuery }: TableWish) {
  const search = apiQuery(query).toString();
  const by = query.get("by");
  const { shown, isPending } = useRunWindow(by === null ? search : `${search}&by=${encodeURIComponent(by)}`);
  const view = useStore(shown.view);
  const baseId = query.get("base");
  const base = useBaseline(baseId);
  const [selection, setSelection] = useState<Selection>(NONE);
  const [selectedOf, setSelectedOf] = useState(search);
  // A selection is one of what a filter leaves; another filter begins without.
  if (selectedOf !== search) {
    setSelectedOf(search);
    setSelection(NONE);
  }

  const text = query.get("cols");
  const chosen = useMemo(() => (text === null ? null : parseColumns(text)), [text]);
  const proposed = useRef<Column[] | null>(null);
  if (proposed.current === null && view.state === "ready" && shown.held().length > 0)
    proposed.current = defaultColumns(shown.held());
  const columns = chosen ?? proposed.current ?? NO_COLUMNS;

  const folded = query.get("fold");
  const fold = useMemo(() => readFold(folded), [folded]);
  const lines = useLines(search, by, fold, columns, shown);

  const change = (changes: Record<string, string | null>, replace = true) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    onQuery(next, replace);
  };
  return {
    search,
    window: shown,
    view,
    lines,
    by,
    fold,
    isPending,
    base: base?.id === baseId ? base : null,
    selection,
    setSelection,
    columns,
    tokens: useMemo(() => readTokens(query), [query]),
    sort: query.get("sort") ?? "-created_at",
    isDiff: query.get("diff") === "1",
    // Null: as the screen has room.
    hasFacets: query.has("facets") ? query.get("facets") === "1" : null,
    setTokens: (tokens: Token[]) => onQuery(writeTokens(query, tokens)),
    setSort: (sort: string) => change({ sort: sort === "-created_at" ? null : sort }, false),
    setColumns: (next: Column[] | null) => change({ cols: next === null ? null : columnsText(next) }),
    setBase: (id: string | null) => change({ base: id }, false),
    setFacets: (isOn: boolean | null) => change({ facets: isOn === null ? null : isOn ? "1" : "0" }),
    setBy: (next: string | null) => change({ by: next, fold: null }, false),
    setFold: (next: Fold) => change({ fold: foldText(next) }),
    setDiff: (isDiff: boolean) => change({ diff: isDiff ? "1" : null }),
  };
}

const NO_COLUMNS: Column[] = parseColumns("status!,name!");

// The run that others are held against: as the lists know it, else read once.
function useBaseline(id: string | null): Run | null {
  const catalog = useCatalog();
  const known = id === null ? undefined : catalog.byId.get(id);
  const { data } = useResource(id !== null && known === undefined ? id : null, 0, (signal) =>
    readRun(id ?? "", signal),
  );
  const [held, setHeld] = useState<Run | null>(null);
  const run = known ?? data;
  useEffect(() => setHeld(run), [run]);
  return run ?? held;
}

export type TableState = ReturnType<typeof useTableState>;
