import { useEffect, useRef, useState } from "react";
import type { Range } from "../../ui/chart/axes";
import { chartIsDrawn } from "../../ui/firstChart";
import { formatCount, formatValue } from "../../ui/format";
import { useTheme } from "../../ui/useTheme";
import styles from "./Compare.module.css";
import { type Drawing, shapeOf } from "./chartOptions";
import { ComparePlot } from "./comparePlot";

interface Props {
  label: string;
  metric: string;
  drawing: Drawing;
  focused: string | null;
  onFocus: (id: string | null) => void;
  onOpen: (id: string) => void;
  onZoom: (range: Range | null) => void;
}

const MOST = 7;

// A chart of many lines with what they are worth at the cursor, the nearest in front.
export function CompareChart({ label, metric, drawing, focused, onFocus, onOpen, onZoom }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<ComparePlot | null>(null);
  const theme = useTheme();
  const [at, setAt] = useState<{ index: number; left: number } | null>(null);
  const acts = useRef({ onFocus, onOpen, onZoom, focused, drawing });
  acts.current = { onFocus, onOpen, onZoom, focused, drawing };

  // biome-ignore lint/correctness/useExhaustiveDependencies: newer values of the same lines are shown below; another theme has other colours.
  useEffect(() => {
    if (host.current === null) return;
    const made = new ComparePlot(host.current, drawing, {
      onCursor: (index, left) =>
        setAt((before) => (index === null ? null : before?.index === index ? before : { index, left })),
      onFocus: (id) => acts.current.onFocus(id),
      onOpen: (id) => acts.current.onOpen(id),
      onZoom: (range) => acts.current.onZoom(range),
      onReset: () => acts.current.onZoom(null),
      isZoomed: () => acts.current.drawing.isZoomed,
    });
    plot.current = made;
    made.focus(acts.current.focused);
    chartIsDrawn();
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [shapeOf(drawing), theme]);
  useEffect(() => plot.current?.show(drawing), [drawing]);
  useEffect(() => plot.current?.focus(focused), [focused]);

  const values = at === null ? [] : (plot.current?.valuesAt(at.index) ?? []);
  const front = values.find(({ line }) => line.id === focused) ?? values[0];
  const near = [...values]
    .sort((a, b) => Math.abs(a.y - (front?.y ?? 0)) - Math.abs(b.y - (front?.y ?? 0)))
    .slice(0, MOST)
    .sort((a, b) => a.y - b.y);
  const x = at === null ? undefined : drawing.x[at.index];
  const shownX = x === undefined ? "" : formatCount(Math.round(drawing.isLogX ? 10 ** x : x));
  return (
    <div
      className={`metrics-chart ${styles.chart}`}
      data-metric={metric}
      data-lines={drawing.lines.length}
      data-newest={drawing.newest}
    >
      <div ref={host} className={styles.host} role="img" aria-label={label} />
      {at !== null && near.length > 0 && (
        <div className={styles.tip} style={at.left > 300 ? { left: 14 } : { right: 72 }} aria-hidden="true">
          <p>
            <span>{shownX}</span> <b>{metric}</b>
          </p>
          {near.map(({ line, value }) => (
            <p key={line.id} data-front={line.id === front?.line.id || undefined}>
              <span>
                <Swatch color={line.color} dash={line.dash} /> {line.name}
              </span>
              <b>{formatValue(value)}</b>
            </p>
          ))}
          {values.length > near.length && <p>+ {values.length - near.length} more</p>}
        </div>
      )}
    </div>
  );
}

export function Swatch({ color, dash }: { color: number; dash: readonly number[] }) {
  return (
    <svg width="20" height="8" aria-hidden="true" className={styles.swatch}>
      <line
        x1="0"
        x2="20"
        y1="4"
        y2="4"
        stroke={`var(--s${(color % 8) + 1})`}
        strokeWidth="2"
        strokeDasharray={dash.join(" ")}
      />
    </svg>
  );
}
