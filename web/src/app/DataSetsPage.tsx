import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FileType } from "../api/datasets";
import { type Chosen, joined, NOTHING, ofDrop } from "../features/datasets/chosen";
import { FilesPanel } from "../features/datasets/FilesPanel";
import { SetsBar } from "../features/datasets/SetsBar";
import { SetsPanel } from "../features/datasets/SetsPanel";
import { useDataSets } from "../features/datasets/useDataSets";
import { useSetDeeds } from "../features/datasets/useSetDeeds";
import { lazily } from "../ui/lazily";
import { notify } from "../ui/toast";
import styles from "./ShelfPage.module.css";
import type { PageProps } from "./views";

const UploadSheet = lazily(() => import("../features/datasets/UploadSheet").then((sheet) => sheet.default));
const TYPES = ["image", "audio", "video", "text", "other"];

// What trainings read: the data sets, the files of the one that is open, and the way to a new one. The address holds which.
export default function DataSetsPage({ url, catalog, onOpenRun }: PageProps) {
  const { query, set, go } = url;
  const status = query.get("status");
  const text = query.get("q") ?? "";
  const openId = query.get("set");
  const isNew = query.get("new") !== null;
  const large = Number(query.get("panel")) || null;
  const all = useDataSets(status, text);
  const open = all.sets.find(({ id }) => id === openId) ?? null;
  const [dropped, setDropped] = useState<Chosen>(NOTHING);
  const [isOver, setIsOver] = useState(false);
  const runs = useMemo(() => catalog.runs.filter((run) => run.job?.dataset_id === openId), [catalog.runs, openId]);

  const onTrain = useCallback((id: string) => go("/jobs", `?launch=1&data=${id}`), [go]);
  const onAdd = useCallback((id: string) => set({ new: "1", into: id, panel: null }, true), [set]);
  const deeds = useSetDeeds(open, onTrain, onAdd, all.reload);
  const onOpen = useCallback((id: string) => set({ set: id, file: null, type: null, find: null }, true), [set]);
  const onNew = useCallback(() => {
    setDropped(NOTHING);
    set({ new: isNew ? null : "1", into: null, panel: null }, true);
  }, [set, isNew]);
  const newKey = useRef(onNew);
  newKey.current = onNew;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F9" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      newKey.current();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, []);

  const onDrop = async (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    try {
      const more = await ofDrop(event.dataTransfer);
      setDropped((before) => joined(before, more));
      set({ new: "1", panel: null }, true);
    } catch {
      notify("error", "Not taken", "The browser could not read what was dropped.");
    }
  };
  const frame = (number: number) => ({
    number,
    isLarge: large === number,
    onLarge: () => set({ panel: large === number ? null : String(number) }, true),
  });
  const type = query.get("type");
  const file = query.get("file");
  return (
    <main
      className={isOver ? `${styles.page} ${styles.over}` : styles.page}
      aria-label="Data sets"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={(event) => void onDrop(event)}
    >
      <SetsBar
        all={all}
        status={status}
        text={text}
        isNew={isNew}
        onStatus={(next) => set({ status: next }, true)}
        onText={(next) => set({ q: next || null }, true)}
        onNew={onNew}
      />
      <div className={styles.work} data-large={large ?? undefined}>
        <SetsPanel
          {...frame(1)}
          all={all}
          deeds={deeds}
          isFiltered={status !== null || text !== ""}
          openId={open?.id ?? null}
          onOpen={onOpen}
          onNew={onNew}
        />
        {isNew ? (
          <UploadSheet
            placeholder={<aside className={styles.sheet} aria-busy="true" />}
            dropped={dropped}
            sets={all.sets}
            into={query.get("into")}
            onInto={(id) => set({ into: id }, true)}
            onMade={(id) => {
              setDropped(NOTHING);
              set({ set: id, file: null, type: null, find: null }, true);
              void all.reload();
            }}
            onClose={onNew}
          />
        ) : (
          <FilesPanel
            {...frame(2)}
            set={open}
            runs={runs}
            type={type !== null && TYPES.includes(type) ? (type as FileType) : undefined}
            text={query.get("find") ?? ""}
            openN={file === null ? null : Number(file)}
            onType={(next) => set({ type: next, file: null }, true)}
            onText={(next) => set({ find: next || null, file: null }, true)}
            onFile={(n) => set({ file: n === null ? null : String(n) }, true)}
            onOpenRun={onOpenRun}
          />
        )}
      </div>
    </main>
  );
}
