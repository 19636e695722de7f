import type { Run } from "../../api/wire";
import { fieldOf } from "../../live/fields";
import { formatField } from "../../ui/field";
import { Panel, type PanelFrame } from "../../ui/Panel";
import { useMedia } from "../../ui/useMedia";
import styles from "./Compare.module.css";
import { counted } from "./counted";
import { dimensionOf, roomy, tickText, tickWidth } from "./dimension";
import type { Look } from "./groups";
import { useSize } from "./useSize";

interface Props extends PanelFrame {
  runs: readonly Run[];
  looks: ReadonlyMap<string, Look>;
  names: readonly string[];
  x: string;
  y: string;
  // What the marks' areas stand for; null: all are of one size.
  size: string | null;
  focused: string | null;
  isIn: (run: Run) => boolean;
  onAxis: (axis: "sx" | "sy" | "ss", name: string | null) => void;
  onFocus: (id: string | null) => void;
  onOpen: (id: string) => void;
}

const LEFT = 10;
const RIGHT = 58;
const TOP = 10;
const BOTTOM = 22;
const RADIUS = 4.5;
const LEAST = 2.5;
const GREATEST = 11;

// Each run as a point between any two of its settings and results; the shape tells groups apart where the colour cannot.
export function ScatterPanel(props: Props) {
  const { runs, looks, names, x, y, size, focused, isIn, onAxis, onFocus, onOpen, ...frame } = props;
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const across = dimensionOf(x, runs);
  const up = dimensionOf(y, runs);
  const area = size === null ? null : dimensionOf(size, runs);
  // The label of the leftmost tick stands around it.
  const first = Math.max(LEFT + 14, ...across.ticks.map(({ at, text }) => (at > 0 ? 0 : tickWidth(text) / 2 + 2)));
  const px = (at: number) => first + at * (width - RIGHT - 14 - first);
  const py = (at: number) => TOP + 8 + (1 - at) * (height - TOP - BOTTOM - 16);
  const points = runs.map((run) => ({
    run,
    at: across.place(run),
    up: up.place(run),
    radius: radiusOf(area?.place(run)),
  }));
  // The small ones are drawn over the large.
  if (area !== null) points.sort((a, b) => b.radius - a.radius);
  const front = points.find(({ run }) => run.id === focused);
  const drawn = points.filter(({ at, up }) => at !== null && up !== null).length;
  const isPhone = useMedia("(max-width: 760px)");
  const picks = (
    <>
      <Axis label="x" value={x} names={names} onPick={(name) => onAxis("sx", name)} />
      <Axis label="y" value={y} names={names} onPick={(name) => onAxis("sy", name)} />
      <label className={styles.pick}>
        size
        <select value={size ?? ""} onChange={(event) => onAxis("ss", event.target.value || null)}>
          <option value="">all alike</option>
          <Names names={size === null ? names : [size, ...names]} />
        </select>
      </label>
    </>
  );
  return (
    <Panel
      {...frame}
      title="SCATTER"
      subject={
        drawn < runs.length && <small title="Runs that have not both values">{runs.length - drawn} without</small>
      }
      area="scatter"
      tools={!isPhone && picks}
    >
      {isPhone && <div className={styles.picks}>{picks}</div>}
      <div ref={box} className={styles.canvas}>
        <svg width={width} height={height} role="img" aria-label={`${y} over ${x} of ${counted(runs.length, "run")}`}>
          {roomy(up.ticks, py(0) - py(1), () => 13).map(({ at, text }) => (
            <g key={text}>
              <line x1={LEFT} x2={width - RIGHT} y1={py(at)} y2={py(at)} className={styles.gridLine} />
              <text x={width - RIGHT + 6} y={py(at) + 4} className={styles.tick}>
                {text.slice(0, 8)}
              </text>
            </g>
          ))}
          {roomy(across.ticks, px(1) - px(0), (text) => tickWidth(text) + 10).map(({ at, text }) => (
            <text key={text} x={px(at)} y={height - 6} textAnchor="middle" className={styles.tick}>
              {tickText(text)}
            </text>
          ))}
          <line x1={width - RIGHT} x2={width - RIGHT} y1={TOP} y2={height - BOTTOM} className={styles.axis} />
          <text x={width - RIGHT - 4} y={height - BOTTOM - 4} textAnchor="end" className={styles.tick}>
            {across.title}
            {across.isLog && " log"}
          </text>
          {points.map(({ run, at, up: top, radius }) => {
            if (at === null || top === null) return null;
            const color = looks.get(run.id)?.color ?? 0;
            const told = [x, y, ...(size === null ? [] : [size])].map(
              (name) => `${name} ${formatField(name, fieldOf(run, name))}`,
            );
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the list of runs does the same by keys.
              <g
                key={run.id}
                data-run-id={run.id}
                transform={`translate(${px(at).toFixed(1)},${py(top).toFixed(1)})`}
                className={isIn(run) ? styles.point : styles.pointOut}
                stroke={`var(--s${(color % 8) + 1})`}
                fill={`var(--s${(color % 8) + 1})`}
                onPointerEnter={() => onFocus(run.id)}
                onClick={() => onOpen(run.id)}
              >
                <Mark kind={color} size={run.id === focused ? radius + 2.5 : radius} />
                <title>{`${run.name}: ${told.join(", ")}`}</title>
              </g>
            );
          })}
          {front !== undefined && front.at !== null && front.up !== null && (
            <text
              x={px(front.at) + (front.at > 0.6 ? -11 : 11)}
              y={py(front.up) + 4}
              textAnchor={front.at > 0.6 ? "end" : "start"}
              className={styles.pointName}
            >
              {front.run.name}
            </text>
          )}
        </svg>
      </div>
    </Panel>
  );
}

// The area grows with the place. A run without a value is the smallest.
const radiusOf = (place: number | null | undefined): number =>
  place === undefined ? RADIUS : Math.sqrt(LEAST ** 2 + (place ?? 0) * (GREATEST ** 2 - LEAST ** 2));

function Mark({ kind, size }: { kind: number; size: number }) {
  if (kind % 4 === 1) return <rect x={-size} y={-size} width={2 * size} height={2 * size} />;
  if (kind % 4 === 2) return <path d={`M0 ${-size - 1}L${size + 1} ${size}H${-size - 1}Z`} />;
  if (kind % 4 === 3) return <path d={`M0 ${-size - 1}L${size + 1} 0L0 ${size + 1}L${-size - 1} 0Z`} />;
  return <circle r={size} />;
}

export function Axis(props: {
  label: string;
  value: string;
  names: readonly string[];
  onPick: (name: string) => void;
}) {
  const { label, value, names, onPick } = props;
  return (
    <label className={styles.pick}>
      {label}
      <select value={value} onChange={(event) => onPick(event.target.value)}>
        <Names names={[value, ...names]} />
      </select>
    </label>
  );
}

const Names = ({ names }: { names: readonly string[] }) =>
  [...new Set(names)].map((name) => (
    <option key={name} value={name}>
      {name.replace(/^(config|metric)\./, "")}
    </option>
  ));
