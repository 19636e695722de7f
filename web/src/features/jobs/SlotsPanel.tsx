import { type CSSProperties, useMemo } from "react";
import type { Run } from "../../api/wire";
import { useNow } from "../../live/useNow";
import { Group, Toggle } from "../../ui/Button";
import { formatClock, formatCount, formatElapsed, formatLeft } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Panel, type PanelFrame } from "../../ui/Panel";
import { STATUS } from "../../ui/status";
import { useMedia } from "../../ui/useMedia";
import { endingSince } from "./ending";
import styles from "./Slots.module.css";
import { type Bar, SPAN_NAMES, SPANS, spanOf, ticksOf, timelineOf } from "./slots";

interface Props extends PanelFrame {
  jobs: readonly Run[];
  slots: number;
  openId: string | null;
  // How much time is shown, as the address says it; null is what suits the jobs.
  span: string | null;
  onOpen: (id: string) => void;
  onSpan: (span: string | null) => void;
}

const LANE = 26;
// Of the width, what has been.
const PAST = 0.6;

// What ran where, what runs, and what will and when: slots and GPUs over time.
export function SlotsPanel({ jobs, slots, openId, span: asked, onOpen, onSpan, ...frame }: Props) {
  const now = useNow();
  const isNarrow = useMedia("(max-width: 760px)");
  const line = useMemo(() => timelineOf(jobs, slots, now), [jobs, slots, now]);
  // Who has only just begun sees that.
  const oldest = Math.min(...line.bars.map((bar) => bar.from));
  const suiting = oldest > now - SPANS["30m"] * PAST ? "30m" : "90m";
  const chosen = spanOf(asked) ?? suiting;
  const span = SPANS[chosen];
  const from = now - span * PAST;
  const x = (seconds: number) => (100 * (seconds - from)) / span;
  const holds = (run: Run) => run.status === "running" || endingSince(run, now) !== null;
  // What runs is one bar, filled as far as it is.
  const bars = line.bars.flatMap((bar) => {
    if (!holds(bar.run)) return [{ bar, to: bar.to }];
    const rest = line.bars.find((one) => one.isPlanned && one.run === bar.run && one.lane === bar.lane);
    return bar.isPlanned || rest === undefined ? [] : [{ bar, to: rest.to }];
  });
  const shown = bars.filter(({ bar, to }) => x(to ?? Number.POSITIVE_INFINITY) > 0 && x(bar.from) < 100);
  const running = new Set(shown.filter(({ bar }) => holds(bar.run)).map(({ bar }) => bar.lane));
  return (
    <Panel
      {...frame}
      title="SLOTS"
      area="slots"
      subject={
        <small>
          what runs where
          {line.unknown > 0 && ` · ${formatCount(line.unknown)} behind work whose end nobody knows`}
        </small>
      }
      tools={
        <Group label="Time shown">
          {SPAN_NAMES.map((name) => (
            <Toggle key={name} on={name === chosen} onClick={() => onSpan(name === suiting ? null : name)}>
              {name.toUpperCase()}
            </Toggle>
          ))}
        </Group>
      }
    >
      <div className={styles.chart} style={{ "--lanes": line.lanes.length, "--lane": `${LANE}px` } as CSSProperties}>
        <div className={styles.axis} aria-hidden="true">
          {ticksOf(from, from + span, isNarrow ? 3 : 8).map((tick) => (
            <span
              key={tick}
              style={{ left: `${x(tick)}%` }}
              data-near={Math.abs(x(tick) - x(now)) < (isNarrow ? 16 : 6) || undefined}
            >
              {formatClock(tick * 1000).slice(0, 5)}
            </span>
          ))}
          <b style={{ left: `${x(now)}%` }}>{formatClock(now * 1000)}</b>
        </div>
        <ol className={styles.names} aria-hidden="true">
          {line.lanes.map((name, lane) => (
            <li key={name}>
              <b>{name}</b> {running.has(lane) ? "busy" : "free"}
            </li>
          ))}
        </ol>
        <div className={styles.field}>
          {ticksOf(from, from + span, isNarrow ? 3 : 8).map((tick) => (
            <i key={tick} className={styles.tick} style={{ left: `${x(tick)}%` }} />
          ))}
          <Links links={line.links} x={x} />
          <ul aria-label="Jobs over time">
            {shown.map(({ bar, to }) => (
              <JobBar
                key={`${bar.run.id} ${bar.lane} ${bar.isPlanned}`}
                bar={bar}
                left={Math.max(0, x(bar.from))}
                right={to === null ? null : Math.min(100, x(to))}
                middle={x(now)}
                isOpen={bar.run.id === openId}
                now={now}
                onOpen={onOpen}
              />
            ))}
          </ul>
          <i className={styles.now} style={{ left: `${x(now)}%` }} />
        </div>
      </div>
    </Panel>
  );
}

interface BarProps {
  bar: Bar;
  left: number;
  right: number | null;
  // Where it is now.
  middle: number;
  isOpen: boolean;
  now: number;
  onOpen: (id: string) => void;
}

function JobBar({ bar, left, right, middle, isOpen, now, onOpen }: BarProps) {
  const { run, lane, isPlanned } = bar;
  const { icon, tone } = STATUS[run.status] ?? { icon: "dots" as const, tone: "muted" as const };
  const text = wordsOf(bar, now);
  const isRunning = run.status === "running";
  const style = {
    top: `calc(${lane} * var(--lane))`,
    left: `${left}%`,
    // What has no known end fades out.
    width: right === null ? `calc(${isRunning ? middle - left : 0}% + 70px)` : `${right - left}%`,
  };
  const done = right === null ? `calc(100% - 70px)` : `${(100 * (middle - left)) / (right - left)}%`;
  return (
    <li>
      <button
        type="button"
        className={`${styles.bar} tone-${tone}`}
        data-bar={run.id}
        data-planned={isPlanned || isRunning || undefined}
        data-endless={right === null || undefined}
        data-open={isOpen || undefined}
        style={style}
        title={text}
        aria-label={text}
        onClick={() => onOpen(run.id)}
      >
        {isRunning && <i style={{ width: done }} />}
        <Icon name={icon} size={9} /> <span>{run.name}</span>
      </button>
    </li>
  );
}

function wordsOf({ run, from, to, isPlanned }: Bar, now: number): string {
  const clock = (seconds: number) => `${formatClock(seconds * 1000)} UTC`;
  if (run.status === "running") {
    const left = run.eta_seconds == null ? "nobody knows how long still" : `${formatLeft(run.eta_seconds)} left`;
    return `${run.name}: running since ${clock(Date.parse(run.started_at ?? "") / 1000)}, ${left}`;
  }
  if (isPlanned) {
    const end = to === null ? "until it ends" : `for about ${formatElapsed(to - from)}, as those like it`;
    return `${run.name}: ${run.status}, in about ${formatElapsed(from - now)}, ${end}`;
  }
  return `${run.name}: ${run.status}, ${clock(from)}, took ${formatElapsed((to ?? from) - from)}`;
}

// From the end of what a job waits for to its start.
function Links({ links, x }: { links: readonly { from: Bar; to: Bar }[]; x: (seconds: number) => number }) {
  const middle = (lane: number) => (lane + 0.5) * LANE;
  return (
    <svg className={styles.links} aria-hidden="true">
      <title>Dependencies</title>
      {links.map(({ from, to }) => {
        const [left, right] = [`${x(from.to ?? 0)}%`, `${x(to.from)}%`];
        return (
          <g key={`${from.run.id} ${to.run.id}`} data-link={to.run.id}>
            <line x1={left} x2={left} y1={middle(from.lane)} y2={middle(to.lane)} />
            <line x1={left} x2={right} y1={middle(to.lane)} y2={middle(to.lane)} />
            <circle cx={right} cy={middle(to.lane)} r="2.5" />
          </g>
        );
      })}
    </svg>
  );
}
