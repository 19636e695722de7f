import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { DataSet } from "../../api/datasets";
import { useStore } from "../../live/LiveContext";
import { Button } from "../../ui/Button";
import { Choice, Field } from "../../ui/Field";
import { formatBytes, formatCount } from "../../ui/format";
import sheet from "../../ui/Sheet.module.css";
import { bytesOf, type Chosen, folderOf, joined, NOTHING, ofPicker, typesOf } from "./chosen";
import { Progress } from "./Progress";
import styles from "./UploadSheet.module.css";
import { current, Upload } from "./upload";

interface Props {
  // What was dropped on the page; taken over once.
  dropped: Chosen;
  // Which they may be added to, and which of them was asked for; null for a new one.
  sets: readonly DataSet[];
  into: string | null;
  onInto: (id: string | null) => void;
  onMade: (id: string) => void;
  onClose: () => void;
}
interface FormProps extends Props {
  // What Ctrl Enter does, wherever in the sheet the focus is.
  go: { current: () => void };
}

const MOST_FILES = 1_000_000;
const SHOWN = 200;

// Makes a data set of files and folders from this machine, and shows how far that is.
export default function UploadSheet({ onClose, ...rest }: Props) {
  const upload = useStore(current);
  const host = useRef<HTMLElement>(null);
  const go = useRef(() => {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: what had the focus goes with the form.
  useEffect(() => host.current?.focus({ preventScroll: true }), [upload]);
  // Once all has arrived, the files themselves are what one wants to see.
  const before = useRef(upload);
  useEffect(() => {
    if (before.current?.state.get().phase === "done" && upload === null) onClose();
    before.current = upload;
  }, [upload, onClose]);
  return (
    <aside
      ref={host}
      className={sheet.sheet}
      aria-labelledby="upload-title"
      tabIndex={-1}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Escape") onClose();
        else if (event.key === "Enter" && event.ctrlKey && upload === null) go.current();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <header>
        <h2 id="upload-title">{rest.into === null ? "UPLOAD A DATA SET" : "ADD FILES"}</h2>
        <small>Esc closes · an upload goes on</small>
      </header>
      {upload !== null ? (
        <Progress upload={upload} onClose={onClose} />
      ) : (
        <ChooseFiles {...rest} go={go} onClose={onClose} />
      )}
    </aside>
  );
}

function ChooseFiles({ dropped, sets, into, onInto, onMade, onClose, go }: FormProps) {
  const [own, setOwn] = useState(NOTHING);
  const [name, setName] = useState<string | null>(null);
  const [description, setDescription] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = useMemo(() => joined(dropped, own), [dropped, own]);
  const count = chosen.files.length;
  const open = sets.filter(({ status, id }) => status === "active" || id === into);
  const target = open.find(({ id }) => id === into) ?? null;
  const called = (target?.name ?? name ?? folderOf(chosen)).trim();
  const fault =
    count === 0
      ? "choose files first"
      : count > MOST_FILES
        ? `${formatCount(count)} files, want at most ${formatCount(MOST_FILES)}`
        : called === ""
          ? "want a name"
          : target !== null && target.status !== "active"
            ? `is ${target.status}`
            : undefined;

  const start = async () => {
    if (fault !== undefined || isMaking) return;
    setIsMaking(true);
    try {
      const upload = new Upload(called, chosen.files, target);
      const id = await upload.start(description.trim());
      current.set(upload);
      onMade(id);
    } catch (problem) {
      setRefusal(problem instanceof Error ? problem.message : String(problem));
      setIsMaking(false);
    }
  };
  go.current = () => void start();
  const take = (list: FileList | null) => {
    if (list !== null) setOwn(joined(own, ofPicker(list)));
  };
  return (
    <>
      <div className={sheet.body}>
        <h3>FILES</h3>
        <div className={styles.drop}>
          <p>
            <b>Drop a folder or files here</b>, or anywhere on this page.
          </p>
          <div>
            <Button meaning="open" size="large" onClick={() => folder.current?.click()}>
              CHOOSE A FOLDER
            </Button>
            <Button meaning="open" size="large" onClick={() => files.current?.click()}>
              CHOOSE FILES
            </Button>
          </div>
          <input
            ref={folder}
            type="file"
            hidden
            aria-label="Folder to upload"
            data-pick="folder"
            {...{ webkitdirectory: "" }}
            onChange={(event) => take(event.target.files)}
          />
          <input
            ref={files}
            type="file"
            hidden
            multiple
            aria-label="Files to upload"
            data-pick="files"
            onChange={(event) => take(event.target.files)}
          />
        </div>
        {count > 0 && (
          <div className={styles.chosen}>
            <p data-chosen>
              <b>{formatCount(count)}</b> {count === 1 ? "file" : "files"} <b>{formatBytes(bytesOf(chosen))}</b>{" "}
              {typesOf(chosen)
                .map(([type, number]) => `${type} ${formatCount(number)}`)
                .join(" · ")}
              {chosen.left > 0 && ` · ${formatCount(chosen.left)} hidden left out`}
            </p>
            <ul aria-label="Chosen files">
              {chosen.files.slice(0, SHOWN).map((one) => (
                <li key={one.name}>
                  <span className="clip">{one.name}</span> <small>{formatBytes(one.file.size)}</small>
                </li>
              ))}
              {count > SHOWN && <li>and {formatCount(count - SHOWN)} more</li>}
            </ul>
            {dropped.files.length === 0 && <Button onClick={() => setOwn(NOTHING)}>CLEAR</Button>}
          </div>
        )}
        <h3>DATA SET</h3>
        <div className={sheet.fields}>
          <Choice label="INTO" value={target?.id ?? ""} onChange={(id) => onInto(id || null)}>
            <option value="">a new data set</option>
            {open.map((set) => (
              <option key={set.id} value={set.id}>
                {set.name}, {formatCount(set.files)} files
              </option>
            ))}
          </Choice>
          {target === null && (
            <>
              <Field label="NAME" value={name ?? folderOf(chosen)} hint="what it is called" onChange={setName} />
              <Field
                label="ABOUT"
                value={description}
                hint="where it comes from, what it shows"
                onChange={setDescription}
              />
            </>
          )}
        </div>
      </div>
      <footer>
        {refusal !== null && (
          <p role="alert" className={sheet.refusal}>
            <b>NOT MADE</b> {refusal}
          </p>
        )}
        <div>
          <Button size="large" meaning="go" keyCap="Ctrl Enter" blocked={fault} onClick={() => void start()}>
            {target === null ? "UPLOAD" : "ADD"} {count > 0 && formatCount(count)}
          </Button>
          <output />
          <Button size="large" keyCap="Esc" onClick={onClose}>
            CLOSE
          </Button>
        </div>
      </footer>
    </>
  );
}
