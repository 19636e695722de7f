import { useEffect, useMemo, useRef } from "react";
import type { DataSet, FileType } from "../../api/datasets";
import { useStore } from "../../live/LiveContext";
import { Store } from "../../live/store";
import { FileRows, type FilesView } from "./fileRows";

const NONE = new Store<FilesView>({ items: [], total: null, error: null });

// The files of the data set that is open. Those of a set that grows are read anew when its record was.
export function useFiles(set: DataSet | null, type: FileType | undefined, text: string) {
  const id = set?.id ?? null;
  const version = `${set?.files} ${set?.status}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is read anew.
  const rows = useMemo(() => (id === null ? null : new FileRows(id, type, text)), [id, type, text, version]);
  useEffect(() => () => rows?.close(), [rows]);
  // What was read before stays in sight until the same is read anew.
  const key = `${id} ${type} ${text}`;
  const fresh = useStore(rows?.view ?? NONE);
  const last = useRef({ key, view: fresh });
  const isRead = fresh.total !== null || fresh.error !== null;
  if (isRead || last.current.key !== key) last.current = { key, view: fresh };
  return { rows, view: last.current.view };
}
