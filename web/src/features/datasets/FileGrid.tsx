import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { type DataSetFile, filePath } from "../../api/datasets";
import { formatBytes } from "../../ui/format";
import { useViewport } from "../../ui/useViewport";
import styles from "./Files.module.css";
import { markTiny } from "./tiny";

interface Props {
  setId: string;
  items: readonly DataSetFile[];
  total: number;
  openN: number | null;
  box: RefObject<HTMLElement | null>;
  onWant: (to: number) => void;
  onOpen: (n: number) => void;
  // How many stand in a row, for the arrow keys.
  onColumns: (columns: number) => void;
}

const CELL = 118;
export const ROW = 122;

// Every file as a tile: images as they are, the others by their type. Only tiles in view exist.
export function FileGrid({ setId, items, total, openN, box, onWant, onOpen, onColumns }: Props) {
  const [width, setWidth] = useState(4 * CELL);
  const columns = Math.max(2, Math.floor(width / CELL));
  const cell = width / columns;
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth - 4);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  const viewport = useViewport(box, 0, ROW, Math.ceil(total / columns));
  const [from, to] = [viewport.from * columns, Math.min(total, viewport.to * columns)];
  useEffect(() => onWant(to), [onWant, to]);
  useEffect(() => onColumns(columns), [onColumns, columns]);
  // The file that is open stays in view, also when keys move on.
  const at = items.findIndex(({ n }) => n === openN);
  // biome-ignore lint/correctness/useExhaustiveDependencies: moved when another file opens, not when somebody scrolls.
  useEffect(() => {
    if (at >= 0) viewport.show(Math.floor(at / columns));
  }, [at]);
  return (
    <section
      ref={box}
      className={styles.grid}
      aria-label="Tiles of the files"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling by keys needs the focus here.
      tabIndex={0}
      onScroll={viewport.onScroll}
    >
      <div style={{ height: Math.ceil(total / columns) * ROW + 8 }}>
        {items.slice(from, to).map((file, i) => (
          <Tile
            key={file.n}
            setId={setId}
            file={file}
            isOpen={file.n === openN}
            left={4 + ((from + i) % columns) * cell}
            width={cell - 4}
            top={4 + Math.floor((from + i) / columns) * ROW}
            onOpen={onOpen}
          />
        ))}
      </div>
    </section>
  );
}

interface TileProps {
  setId: string;
  file: DataSetFile;
  isOpen: boolean;
  left: number;
  width: number;
  top: number;
  onOpen: (n: number) => void;
}

function Tile({ setId, file, isOpen, left, width, top, onOpen }: TileProps) {
  const [isBroken, setIsBroken] = useState(false);
  const name = file.name.split("/").at(-1) ?? "";
  const ending = name.includes(".") ? (name.split(".").at(-1) ?? "") : "";
  return (
    <button
      type="button"
      className={styles.tile}
      style={{ transform: `translate(${left}px, ${top}px)`, width }}
      data-file={file.n}
      data-type={file.type}
      aria-pressed={isOpen}
      title={file.name}
      onClick={() => onOpen(file.n)}
    >
      <span className={styles.thumb}>
        {file.type === "image" && !isBroken ? (
          <img
            src={filePath(setId, file.n)}
            alt=""
            loading="lazy"
            decoding="async"
            onLoad={markTiny}
            onError={() => setIsBroken(true)}
          />
        ) : (
          <b>
            {file.type === "audio" || file.type === "video" ? "▶ " : ""}
            {(ending || file.type).slice(0, 8).toUpperCase()}
          </b>
        )}
      </span>
      <small>{name}</small>
      <span className="sr-only">
        {file.type}, {formatBytes(file.size)}
      </span>
    </button>
  );
}
