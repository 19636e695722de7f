import type { KeyboardEvent } from "react";
import type { DataSet } from "../../api/datasets";
import { useStore } from "../../live/LiveContext";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { type Deed, Deeds } from "../../ui/Deeds";
import { formatBytes, formatCount } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import shelf from "../../ui/Shelf.module.css";
import styles from "./DataSets.module.css";
import { typeWords } from "./types";
import { current, type Upload } from "./upload";
import type { DataSets } from "./useDataSets";

interface Props extends PanelFrame {
  all: DataSets;
  deeds: readonly Deed[];
  isFiltered: boolean;
  openId: string | null;
  onOpen: (id: string) => void;
  onNew: () => void;
}

// Every data set in a line: what it holds, how large it is, whether it is whole.
export function SetsPanel({ all, deeds, isFiltered, openId, onOpen, onNew, ...frame }: Props) {
  const { sets } = all;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = sets.findIndex(({ id }) => id === openId);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: sets.length - 1 }[event.key];
    const deed = deeds.find(({ key }) => key === event.key.toUpperCase());
    if (next !== undefined) {
      const set = sets[Math.min(Math.max(0, next), sets.length - 1)];
      if (set === undefined) return;
      onOpen(set.id);
      event.currentTarget.querySelector(`[data-set="${set.id}"]`)?.scrollIntoView({ block: "nearest" });
    } else if (deed !== undefined) {
      if (deed.blocked === undefined) deed.run();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Panel
      {...frame}
      title="DATA SETS"
      area="datasets"
      onKeyDown={onKeyDown}
      subject={<small>{all.isRead && `${formatCount(sets.length)} of ${formatCount(all.total)}`}</small>}
    >
      {all.error !== null && <Notice title="The data sets could not be read">{all.error.message}</Notice>}
      {all.isRead && sets.length === 0 ? (
        <div className={shelf.nothing}>
          <Notice title={isFiltered ? "No data set is left by this filter" : "No data set yet"}>
            {isFiltered ? (
              "Choose ALL and clear the text to see every data set."
            ) : (
              <>
                <p>
                  Drop a folder or files anywhere on this page: images, audio, video, text. They are copied to this
                  server, and a job that is given the data set finds its folder in <code>TRAINING_MONITOR_DATASET</code>
                  .
                </p>
                <Button meaning="go" size="large" keyCap="F9" onClick={onNew}>
                  UPLOAD A DATA SET
                </Button>
              </>
            )}
          </Notice>
        </div>
      ) : (
        <ScrollArea className={shelf.scroll} label="List of data sets">
          <table className={`${shelf.table} ${styles.sets}`}>
            <thead>
              <tr>
                <th scope="col" className={styles.status}>
                  STATUS
                </th>
                <th scope="col">NAME</th>
                <th scope="col" className={styles.holds}>
                  HOLDS
                </th>
                <th scope="col" className={`num ${styles.files}`}>
                  FILES
                </th>
                <th scope="col" className={`num ${styles.size}`}>
                  SIZE
                </th>
                <th scope="col" className={`num ${styles.made}`}>
                  MADE, UTC
                </th>
              </tr>
            </thead>
            <tbody>
              {sets.map((set) => (
                <Row key={set.id} set={set} isOpen={set.id === openId} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
      <Deeds
        chosen={openId === null ? "no data set chosen" : <b>{sets.find(({ id }) => id === openId)?.name}</b>}
        deeds={deeds}
      />
    </Panel>
  );
}

function Row({ set, isOpen, onOpen }: { set: DataSet; isOpen: boolean; onOpen: (id: string) => void }) {
  return (
    <tr
      data-set={set.id}
      data-status={set.status}
      className={isOpen ? shelf.open : undefined}
      aria-selected={isOpen}
      onClick={() => onOpen(set.id)}
    >
      <td className={styles.status} title={set.error ?? undefined}>
        <Badge status={set.status} />
      </td>
      <th scope="row" className={shelf.name}>
        <button type="button" aria-pressed={isOpen} title={set.name}>
          {set.name}
        </button>
      </th>
      <td className={styles.holds} data-cell="holds">
        {set.status === "processing" ? <Arriving set={set} /> : (set.error ?? typeWords(set.types))}
      </td>
      <td className={`num ${styles.files}`} data-cell="files">
        {formatCount(set.files)}
      </td>
      <td className={`num ${styles.size}`} data-cell="size">
        {formatBytes(set.size)}
      </td>
      <td className={`num ${styles.made}`} title={set.created_at}>
        {set.created_at.slice(5, 16).replace("T", " ")}
      </td>
    </tr>
  );
}

// How much of it is there: what this page sends it knows to the byte, of another's it knows the files.
function Arriving({ set }: { set: DataSet }) {
  const upload = useStore(current);
  if (upload !== null && upload.state.get().setId === set.id) return <Sending upload={upload} />;
  const share = set.expected_files === null ? null : (100 * set.files) / set.expected_files;
  return <Meter value={share} label={`How much of ${set.name} is there`} tone="info" />;
}

function Sending({ upload }: { upload: Upload }) {
  const { sent, bytes, name } = useStore(upload.state);
  return <Meter value={bytes === 0 ? null : (100 * sent) / bytes} label={`Upload of ${name}`} tone="info" />;
}
