import { type PointerEvent, useState } from "react";
import type { Run } from "../../api/wire";
import { Button } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./Compare.module.css";
import { counted } from "./counted";
import { type Brushes, type Dimension, isInside, roomy, tickText, tickWidth } from "./dimension";
import type { Look } from "./groups";
import parallel from "./Parallel.module.css";
import { threadOf } from "./thread";
import { tintOf } from "./tint";
import { useSize } from "./useSize";

interface Props extends PanelFrame {
  runs: readonly Run[];
  dimensions: readonly Dimension[];
  looks: ReadonlyMap<string, Look>;
  brushes: Brushes;
  focused: string | null;
  // A brush is held while it is dragged.
  onBrush: (name: string, brush: [number, number] | null, isHeld: boolean) => void;
  onFocus: (id: string | null) => void;
  onOpen: (id: string) => void;
  onClear: () => void;
  // Goes on with the runs in the brushes alone.
  onKeep: (ids: string[]) => void;
}

const TOP = 30;
const BOTTOM = 14;
const SIDE = 74;
const NARROW = 500;
const NARROW_SIDE = 44;
const LINE = 13;
const THIRDS: [number, number][] = [
  [2 / 3, 1],
  [1 / 3, 2 / 3],
  [0, 1 / 3],
];

// A stretch of an axis, in either direction; less is a press, which takes the brush away.
const dragged = (from: number, to: number): [number, number] | null =>
  Math.abs(to - from) > 0.01 ? [Math.min(to, from), Math.max(to, from)] : null;

// Every run as a line through its settings and results. Dragging along an axis keeps the runs that pass there; its name,
// pressed, goes through its thirds.
export function ParallelPanel(props: Props) {
  const { runs, dimensions, looks, brushes, focused, onBrush, onFocus, onOpen, onClear, onKeep, ...frame } = props;
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const [drag, setDrag] = useState<{ name: string; from: number } | null>(null);
  const inside = new Set(runs.filter((run) => isInside(run, dimensions, brushes)).map((run) => run.id));
  const side = width < NARROW ? NARROW_SIDE : SIDE;
  const left = Math.max(side, ...(dimensions[0]?.ticks ?? []).map(({ text }) => 10 + tickWidth(text)));
  const apart = (width - left - side) / Math.max(1, dimensions.length - 1);
  const x = (i: number) => left + i * apart;
  const y = (at: number) => TOP + (1 - at) * (height - TOP - BOTTOM);
  const back = (event: PointerEvent<SVGRectElement>) => {
    const top = event.clientY - (event.currentTarget.ownerSVGElement?.getBoundingClientRect().top ?? 0);
    return Math.max(0, Math.min(1, 1 - (top - TOP) / (height - TOP - BOTTOM)));
  };
  const tint = tintOf(dimensions, runs);
  const colorOf = (run: Run) => tint?.of(run) ?? `var(--s${((looks.get(run.id)?.color ?? 0) % 8) + 1})`;
  const front = runs.find((run) => run.id === focused && inside.has(run.id));
  const next = (name: string) => {
    const now = brushes.get(name);
    const index = now === undefined ? -1 : THIRDS.findIndex(([low]) => Math.abs(low - now[0]) < 0.01);
    onBrush(name, THIRDS[index + 1] ?? null, false);
  };
  return (
    <Panel
      {...frame}
      title="PARALLEL COORDINATES"
      area="parallel"
      subject={
        <small>
          {counted(runs.length, "run")}{" "}
          {brushes.size > 0 && <b className="tone-info">{formatCount(inside.size)} in brush</b>}
        </small>
      }
      tools={
        <>
          {tint !== null && (
            <span className={parallel.tint}>
              {tint.name} {tint.worst} <i aria-hidden="true" /> {tint.best}
            </span>
          )}
          {brushes.size > 0 && inside.size > 0 && inside.size < runs.length && (
            <Button meaning="open" onClick={() => onKeep([...inside])}>
              KEEP {formatCount(inside.size)}
            </Button>
          )}
          {brushes.size > 0 && <Button onClick={onClear}>CLEAR BRUSHES</Button>}
        </>
      }
    >
      <div ref={box} className={styles.canvas} data-inside={inside.size}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${counted(runs.length, "run")} through ${dimensions.map(({ title }) => title).join(", ")}`}
        >
          {runs.map((run) => {
            const path = threadOf(run, dimensions, x, y);
            const isIn = inside.has(run.id);
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the list of runs does the same by keys.
              <path
                key={run.id}
                d={path}
                data-run-id={run.id}
                data-in={isIn || undefined}
                className={isIn ? parallel.thread : parallel.threadOut}
                style={isIn ? { stroke: colorOf(run) } : undefined}
                strokeWidth={1.1}
                onPointerEnter={() => onFocus(run.id)}
                onClick={() => onOpen(run.id)}
              >
                <title>{run.name}</title>
              </path>
            );
          })}
          {/* Drawn again over the others and not moved among them: what moves under the pointer cannot be clicked. */}
          {front !== undefined && (
            <path
              d={threadOf(front, dimensions, x, y)}
              className={parallel.front}
              style={{ stroke: colorOf(front) }}
              strokeWidth={2.6}
            />
          )}
          {dimensions.map((dimension, i) => {
            const brush = brushes.get(dimension.name);
            return (
              <g key={dimension.name} transform={`translate(${x(i)},0)`}>
                <line y1={y(1)} y2={y(0)} className={styles.axis} />
                {roomy(dimension.ticks, y(0) - y(1), () => LINE).map(({ at, text }) => (
                  <text key={text} x={-6} y={y(at) + 4} textAnchor="end" className={styles.tick}>
                    {tickText(text)}
                  </text>
                ))}
                {brush !== undefined && (
                  <rect
                    x={-7}
                    width={14}
                    y={y(brush[1])}
                    height={Math.max(3, y(brush[0]) - y(brush[1]))}
                    className={parallel.brush}
                  />
                )}
                <rect
                  x={-12}
                  width={24}
                  y={TOP - 6}
                  height={Math.max(0, height - TOP - BOTTOM + 12)}
                  fill="transparent"
                  className={parallel.grip}
                  data-axis={dimension.name}
                  onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setDrag({ name: dimension.name, from: back(event) });
                  }}
                  onPointerMove={(event) => {
                    if (drag?.name !== dimension.name) return;
                    const brush = dragged(drag.from, back(event));
                    if (brush !== null) onBrush(dimension.name, brush, true);
                  }}
                  onPointerUp={(event) => {
                    if (drag !== null) onBrush(dimension.name, dragged(drag.from, back(event)), false);
                    setDrag(null);
                  }}
                  onPointerCancel={() => {
                    onBrush(dimension.name, brush === undefined ? null : [...brush], false);
                    setDrag(null);
                  }}
                />
              </g>
            );
          })}
        </svg>
        {dimensions.map((dimension, i) => (
          <button
            key={dimension.name}
            type="button"
            className={parallel.axisName}
            style={{ left: x(i), maxWidth: Math.max(24, apart - 4) }}
            aria-pressed={brushes.has(dimension.name)}
            title={`${dimension.name}: press for its thirds, drag along the axis for a stretch`}
            onClick={() => next(dimension.name)}
          >
            {dimension.title}
            {dimension.isLog && <small> log</small>}
          </button>
        ))}
      </div>
    </Panel>
  );
}
