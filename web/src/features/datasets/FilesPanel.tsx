import { type KeyboardEvent, useCallback, useRef } from "react";
import type { DataSet, FileType } from "../../api/datasets";
import type { Run } from "../../api/wire";
import { Badge } from "../../ui/Badge";
import { Group, Toggle } from "../../ui/Button";
import { follow } from "../../ui/follow";
import { formatBytes, formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import bar from "../../ui/PageBar.module.css";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { FileGrid } from "./FileGrid";
import styles from "./Files.module.css";
import { useFiles } from "./useFiles";
import { Viewer } from "./Viewer";

interface Props extends PanelFrame {
  set: DataSet | null;
  // The runs that were, are or will be made with it.
  runs: readonly Run[];
  type: FileType | undefined;
  text: string;
  openN: number | null;
  onType: (type: FileType | null) => void;
  onText: (text: string) => void;
  onFile: (n: number | null) => void;
  onOpenRun: (id: string) => void;
}

const MOST_RUNS = 4;

// What the open data set holds.
export function FilesPanel(props: Props) {
  const { set, runs, type, text, openN, onType, onText, onFile, onOpenRun, ...frame } = props;
  const { rows, view } = useFiles(set, type, text);
  const box = useRef<HTMLElement>(null);
  const columns = useRef(1);
  const onWant = useCallback((to: number) => rows?.want(to), [rows]);
  const onColumns = useCallback((count: number) => {
    columns.current = count;
  }, []);
  const { items } = view;
  const open = items.find(({ n }) => n === openN) ?? null;

  const goTo = (index: number) => {
    const file = items[Math.min(Math.max(0, index), items.length - 1)];
    if (file !== undefined) onFile(file.n);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as HTMLElement).matches("input, audio, video, a")) return;
    const at = items.findIndex(({ n }) => n === openN);
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns.current, ArrowDown: columns.current }[event.key];
    if (by !== undefined) goTo(at < 0 ? 0 : at + by);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(items.length - 1);
    else if (event.key === "Escape" && open !== null) onFile(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Panel
      {...frame}
      title="FILES"
      area="files"
      onKeyDown={onKeyDown}
      subject={
        set !== null && (
          <>
            <span className="clip">{set.name}</span> <Badge status={set.status} />
          </>
        )
      }
    >
      {set === null ? (
        <Notice title="No data set chosen">The files of the data set that you choose are shown here.</Notice>
      ) : (
        <>
          <div className={styles.about}>
            {set.description !== "" && <p>{set.description}</p>}
            {set.error !== null && <p className="tone-err">{set.error}</p>}
            <p className="clip" title={set.path}>
              <b>{formatCount(set.files)}</b> files <b>{formatBytes(set.size)}</b> in <code>{set.path}</code>
            </p>
            <p data-used>
              {runs.length === 0 && "No run was made with it yet."}
              {runs.length > 0 && `${formatCount(runs.length)} ${runs.length === 1 ? "run" : "runs"}: `}
              {runs.slice(0, MOST_RUNS).map((run) => (
                <a key={run.id} href={`/runs/${run.id}`} onClick={(event) => follow(event, () => onOpenRun(run.id))}>
                  {run.name} <small>{run.status}</small>
                </a>
              ))}
              {runs.length > MOST_RUNS && ` and ${formatCount(runs.length - MOST_RUNS)} more`}
            </p>
          </div>
          <div className={styles.filters}>
            <Group label="Files shown">
              <Toggle on={type === undefined} onClick={() => onType(null)}>
                ALL {formatCount(set.files)}
              </Toggle>
              {Object.entries(set.types).map(([name, count]) => (
                <Toggle key={name} on={type === name} onClick={() => onType(name as FileType)}>
                  {name.toUpperCase()} {formatCount(count)}
                </Toggle>
              ))}
            </Group>
            <label className={bar.find}>
              <span className="sr-only">Find files</span>
              <Icon name="find" />
              <input
                type="search"
                placeholder="part of a name"
                value={text}
                onChange={(event) => onText(event.target.value)}
              />
            </label>
          </div>
          {view.error !== null && <Notice title="The files could not be read">{view.error}</Notice>}
          {view.total === 0 && (
            <Notice title={set.files === 0 ? "No file is here yet" : "No file is left by this filter"}>
              {set.files === 0
                ? "Files appear here as they arrive."
                : "Choose ALL and clear the text to see every file."}
            </Notice>
          )}
          <div className={styles.work}>
            <FileGrid
              key={`${set.id} ${type} ${text}`}
              setId={set.id}
              items={items}
              total={view.total ?? 0}
              openN={openN}
              box={box}
              onWant={onWant}
              onOpen={onFile}
              onColumns={onColumns}
            />
            {open !== null && (
              <Viewer
                setId={set.id}
                file={open}
                onStep={(by) => goTo(items.indexOf(open) + by)}
                onClose={() => onFile(null)}
              />
            )}
          </div>
        </>
      )}
    </Panel>
  );
}
