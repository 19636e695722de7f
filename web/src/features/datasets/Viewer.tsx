import type { ReactNode } from "react";
import { type DataSetFile, filePath, readText } from "../../api/datasets";
import { useResource } from "../../live/useResource";
import { Button } from "../../ui/Button";
import { formatBytes, formatCount } from "../../ui/format";
import { Notice } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import shelf from "../../ui/Shelf.module.css";
import styles from "./Files.module.css";
import { markTiny } from "./tiny";

interface Props {
  setId: string;
  file: DataSetFile;
  onStep: (by: number) => void;
  onClose: () => void;
}

const MOST_TEXT = 64 * 1024;

// One file: seen, heard or read where a browser can, with all that is known of it.
export function Viewer({ setId, file, onStep, onClose }: Props) {
  return (
    <aside className={styles.viewer} aria-label={`File ${file.name}`} data-viewer={file.n}>
      <header>
        <h3 className="clip" title={file.name}>
          {file.name}
        </h3>
        <Button onClick={() => onStep(-1)} aria-label="File before">
          ←
        </Button>
        <Button onClick={() => onStep(1)} aria-label="Next file">
          →
        </Button>
        <Button onClick={onClose} keyCap="Esc">
          CLOSE
        </Button>
      </header>
      <ScrollArea className={styles.shown} label="The file">
        <Shown key={file.n} setId={setId} file={file} />
        <dl className={shelf.facts}>
          <Fact name="number">{formatCount(file.n)}</Fact>
          <Fact name="type">
            {file.type} · {file.media_type}
          </Fact>
          <Fact name="size">
            {formatBytes(file.size)}
            {file.size >= 1024 && ` · ${formatCount(file.size)} bytes`}
          </Fact>
          <Fact name="sha-256">{file.sha256}</Fact>
          <Fact name="arrived">{file.created_at.replace("T", " ").slice(0, 19)} UTC</Fact>
        </dl>
      </ScrollArea>
      <footer>
        <a className={shelf.download} href={filePath(setId, file.n)} download>
          DOWNLOAD
        </a>
      </footer>
    </aside>
  );
}

function Shown({ setId, file }: { setId: string; file: DataSetFile }) {
  const src = filePath(setId, file.n);
  if (file.type === "image") return <img className={styles.image} src={src} alt={file.name} onLoad={markTiny} />;
  if (file.type === "audio")
    // biome-ignore lint/a11y/useMediaCaption: what a data set holds has no captions.
    return <audio className={styles.player} src={src} controls preload="metadata" aria-label={file.name} />;
  if (file.type === "video")
    // biome-ignore lint/a11y/useMediaCaption: as above.
    return <video className={styles.player} src={src} controls preload="metadata" aria-label={file.name} />;
  if (file.type === "text") return <Text setId={setId} file={file} />;
  return <Notice title="Not shown here">A file of this type is bytes to a browser. It can be downloaded.</Notice>;
}

function Text({ setId, file }: { setId: string; file: DataSetFile }) {
  const { data, error } = useResource(`${setId} ${file.n} ${file.sha256}`, 0, (signal) =>
    file.size === 0 ? Promise.resolve("") : readText(setId, file.n, MOST_TEXT, signal),
  );
  if (error !== null) return <Notice title="The file could not be read">{error.message}</Notice>;
  return (
    <>
      <pre className={styles.text}>{data}</pre>
      {file.size > MOST_TEXT && (
        <p className={styles.cut}>
          The first {formatBytes(MOST_TEXT)} of {formatBytes(file.size)}.
        </p>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
