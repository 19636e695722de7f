import { useStore } from "../../live/LiveContext";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatBytes, formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "../../ui/PageBar.module.css";
import { current, type Upload } from "./upload";
import type { DataSets } from "./useDataSets";

interface Props {
  all: DataSets;
  status: string | null;
  text: string;
  isNew: boolean;
  onStatus: (status: string | null) => void;
  onText: (text: string) => void;
  onNew: () => void;
}

const FILTERS: [string, string | null][] = [
  ["ALL", null],
  ["ACTIVE", "active"],
  ["PROCESSING", "processing"],
  ["FAILED", "failed"],
];

// How much data there is, what of it is shown, and the way to more.
export function SetsBar({ all, status, text, isNew, onStatus, onText, onNew }: Props) {
  const files = all.sets.reduce((sum, set) => sum + set.files, 0);
  const size = all.sets.reduce((sum, set) => sum + set.size, 0);
  const upload = useStore(current);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Data sets">
      <h2>DATA SETS</h2>
      <span>
        sets <b data-count="sets">{formatCount(all.total)}</b>
      </span>
      <span>
        files <b data-count="files">{formatCount(files)}</b>
      </span>
      <span>
        on disk <b data-count="size">{formatBytes(size)}</b>
      </span>
      {upload !== null && !isNew && <Going upload={upload} onShow={onNew} />}
      <Group label="Data sets shown">
        {FILTERS.map(([word, state]) => (
          <Toggle key={word} on={status === state} onClick={() => onStatus(state)}>
            {word}
          </Toggle>
        ))}
      </Group>
      <label className={styles.find}>
        <span className="sr-only">Find data sets</span>
        <Icon name="find" />
        <input
          type="search"
          placeholder="name, text or id"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
      <Button size="large" meaning="go" keyCap="F9" aria-expanded={isNew} onClick={onNew}>
        + UPLOAD
      </Button>
    </div>
  );
}

// An upload goes on behind the closed sheet.
function Going({ upload, onShow }: { upload: Upload; onShow: () => void }) {
  const { phase, sent, bytes, name } = useStore(upload.state);
  const share = bytes === 0 ? 0 : Math.floor((100 * sent) / bytes);
  return (
    <div>
      <Button meaning={phase === "sending" ? "open" : "careful"} onClick={onShow}>
        {phase === "sending" ? `SENDING ${name} ${share}%` : `UPLOAD ${phase.toUpperCase()}`}
      </Button>
    </div>
  );
}
