import type uPlot from "uplot";
import type { Range } from "./axes";
import { type Plot, type PlotEvents, publishCursor } from "./plot";

export interface Point {
  x: number;
  y: number;
}

export interface TouchActs {
  // Whether less than all is shown; null where it never is.
  isZoomed: (() => boolean) | null;
  onCursor: (at: { left: number; top: number }) => void;
  // While the fingers move: the stretch of x to show at once.
  onLook: (range: Range) => void;
  // Once they are lifted: the stretch to read anew.
  onZoom: (range: Range) => void;
  onReset: () => void;
}

// A finger that moved less only tapped.
const STILL = 8;
// Fingers one above the other would zoom without bound.
const NEAREST = 24;
const TAPS_APART_MS = 350;
const TAPS_APART = 32;

// The pixels of a plot that its frame must show so that what was under the fingers is under them again.
export function frameUnder(before: readonly Point[], now: readonly Point[], width: number): Range {
  const factor = spread(now) / spread(before);
  const [from, to] = [middle(before), middle(now)];
  return [from - to / factor, from + (width - to) / factor];
}

const spread = ([a, b]: readonly Point[]): number =>
  a === undefined || b === undefined ? 1 : Math.max(NEAREST, Math.abs(a.x - b.x));
const middle = (points: readonly Point[]): number => points.reduce((sum, { x }) => sum + x, 0) / points.length;

// What a movement is: the page's own, which scrolls up and down, or the chart's. Null while it is not known yet.
export function isOfChart(start: readonly Point[], now: readonly Point[]): boolean | null {
  const [from, to] = [start[0], now[0]];
  if (now.length !== 1 || from === undefined || to === undefined) return true;
  const [x, y] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  return Math.max(x, y) < STILL ? null : x > y;
}

// Fingers on a plot: one moves along it, or the cursor where all of it is seen; two pull it apart; two taps show all again.
// It ends with the plot.
export function listenTouch(u: uPlot, acts: TouchActs): void {
  let start: Point[] = [];
  let last: Point[] = [];
  let isTaken: boolean | null = null;
  let looked: Range | null = null;
  let tap = { at: Number.NEGATIVE_INFINITY, x: 0, y: 0 };
  u.root.style.touchAction = "pan-y";

  const pointsOf = (event: TouchEvent): Point[] => {
    const { left, top } = u.over.getBoundingClientRect();
    return [...event.targetTouches]
      .slice(0, 2)
      .map(({ clientX, clientY }) => ({ x: clientX - left, y: clientY - top }));
  };
  u.over.addEventListener(
    "touchstart",
    (event) => {
      last = pointsOf(event);
      if (last.length === 1) [start, isTaken] = [last, null];
      else isTaken = true;
    },
    { passive: true },
  );
  u.over.addEventListener(
    "touchmove",
    (event) => {
      const now = pointsOf(event);
      isTaken ??= isOfChart(start, now);
      if (!isTaken) return;
      if (event.cancelable) event.preventDefault();
      const [finger] = now;
      if (finger !== undefined && now.length === 1 && looked === null && !acts.isZoomed?.())
        acts.onCursor({ left: Math.max(0, Math.min(u.over.clientWidth, finger.x)), top: finger.y });
      else if (now.length === last.length && acts.isZoomed !== null) {
        const [from, to] = frameUnder(last, now, u.over.clientWidth).map((at) => u.posToVal(at, "x")) as Range;
        if (to > from && Number.isFinite(to - from)) {
          looked = [from, to];
          acts.onLook(looked);
        }
      }
      last = now;
    },
    { passive: false },
  );
  const end = (event: TouchEvent) => {
    last = pointsOf(event);
    if (last.length > 0) return;
    if (looked !== null) acts.onZoom(looked);
    else if (event.type === "touchend" && isTaken === null && start[0] !== undefined) {
      const isSecond =
        event.timeStamp - tap.at < TAPS_APART_MS && Math.hypot(start[0].x - tap.x, start[0].y - tap.y) < TAPS_APART;
      tap = { at: isSecond ? Number.NEGATIVE_INFINITY : event.timeStamp, ...start[0] };
      if (isSecond) acts.onReset();
    }
    looked = null;
  };
  u.over.addEventListener("touchend", end);
  u.over.addEventListener("touchcancel", end);
}

export function touchPlot(plot: Plot, { isZoomed, onZoom, onReset }: PlotEvents): void {
  const { u } = plot;
  listenTouch(u, {
    isZoomed,
    onCursor: (at) => publishCursor(u, at),
    onLook: (range) => {
      plot.held = range;
      u.setScale("x", { min: range[0], max: range[1] });
    },
    onZoom: ([from, to]) => {
      onZoom(from, to);
      plot.held = null;
    },
    onReset,
  });
}
