import uPlot from "uplot";
import type { Range } from "../../ui/chart/axes";
import { type Palette, readPalette, seriesColor, withAlpha } from "../../ui/chart/palette";
import { listenTouch } from "../../ui/chart/touch";
import { formatTag } from "../../ui/format";
import { AXIS, axesOf, type Drawing, dataOf, type Line, seriesOf, widthOf } from "./chartOptions";
import { drawNames } from "./endNames";
import { drawSpikes } from "./spikes";

interface Events {
  onCursor: (index: number | null, left: number) => void;
  onFocus: (id: string | null) => void;
  onOpen: (id: string) => void;
  onZoom: (range: Range) => void;
  onReset: () => void;
  isZoomed: () => boolean;
}

const NEAR = 24;
// So long after the last turn of the wheel a closer look is read.
const SETTLE = 160;
const ZOOM_PER_TURN = 0.002;

// Many lines in one chart. The one nearest to the cursor comes forward, the others step back; a click opens its run.
export class ComparePlot {
  readonly u: uPlot;
  private readonly host: HTMLElement;
  private drawing: Drawing;
  private readonly observer: ResizeObserver;
  private readonly palette: Palette;
  private focused: string | null = null;
  // What is looked at while a hand moves it, before it is drawn anew from points of its own.
  private view: Range | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private isHeld = false;

  constructor(host: HTMLElement, drawing: Drawing, events: Events) {
    this.host = host;
    this.drawing = drawing;
    this.palette = readPalette();
    this.u = new uPlot(this.options(events), dataOf(drawing), host);
    let downAt = 0;
    // A finger cannot point at a line without tapping it: the tap brings it forward, and its name opens the run.
    let isFinger = false;
    this.u.over.addEventListener("pointerdown", (event) => {
      downAt = event.clientX;
      isFinger = event.pointerType === "touch";
    });
    this.u.over.addEventListener("click", (event) => {
      if (!isFinger && Math.abs(event.clientX - downAt) < 4 && this.focused !== null) events.onOpen(this.focused);
    });
    this.u.over.addEventListener("wheel", (event) => this.turn(event, events), { passive: false });
    this.u.over.addEventListener("dblclick", events.onReset);
    listenTouch(this.u, {
      isZoomed: events.isZoomed,
      onCursor: (at) => {
        this.u.setCursor(at);
        this.pick(this.u, events);
      },
      onLook: (range) => {
        this.isHeld = true;
        this.look(range);
      },
      onZoom: ([from, to]) => {
        this.isHeld = false;
        events.onZoom([this.back(from), this.back(to)]);
      },
      onReset: events.onReset,
    });
    // It tells of the first size too, which is drawn already.
    this.observer = new ResizeObserver(() => {
      const size = this.size();
      if (size.width !== this.u.width || size.height !== this.u.height) this.u.setSize(size);
    });
    this.observer.observe(host);
  }

  // Takes newer values of the same lines.
  show(drawing: Drawing): void {
    if (drawing === this.drawing) return;
    this.drawing = drawing;
    if (this.settling === undefined && !this.isHeld) this.view = null;
    this.u.setData(dataOf(drawing));
  }

  // Brings a line forward from outside, as when its name is pointed at.
  focus(id: string | null): void {
    if (id === this.focused) return;
    this.focused = id;
    const per = this.perLine;
    const index = this.drawing.lines.findIndex((line) => line.id === id);
    for (const [i] of this.drawing.lines.entries()) {
      const series = this.u.series[1 + i * per + per - 1];
      if (series === undefined) continue;
      series.width = i === index ? 2.4 : widthOf(this.drawing);
      series.alpha = index < 0 || i === index ? 1 : 0.3;
    }
    this.u.redraw(false);
  }

  // Shows another stretch of the same points at once.
  look(range: Range): void {
    this.view = range;
    this.u.setScale("x", { min: range[0], max: range[1] });
  }

  // The wheel zooms with Ctrl, as a pinch on a touchpad does, and pans with Shift or to the side; else the page scrolls.
  private turn(event: WheelEvent, events: Events): void {
    const isPan = event.shiftKey || (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY));
    if (!isPan && !event.ctrlKey) return;
    event.preventDefault();
    const [low, high] = this.view ?? this.drawing.xRange;
    const by = event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (isPan) {
      const shift = (by / this.u.over.clientWidth) * (high - low);
      this.look([low + shift, high + shift]);
    } else {
      const factor = Math.exp(event.deltaY * ZOOM_PER_TURN);
      const middle = this.u.posToVal(event.offsetX, "x");
      this.look([middle - (middle - low) * factor, middle + (high - middle) * factor]);
    }
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settling = undefined;
      if (this.view !== null) events.onZoom([this.back(this.view[0]), this.back(this.view[1])]);
    }, SETTLE);
  }

  private back(value: number): number {
    return this.drawing.isLogX ? 10 ** value : value;
  }

  // The value of each line at a column, or the one before it where it has none there and goes on.
  valuesAt(index: number): { line: Line; value: number; y: number }[] {
    return this.drawing.lines.flatMap((line) => {
      for (let i = index; i >= Math.max(0, index - 60); i--) {
        const value = line.column.y[i];
        if (value === null) break;
        if (value !== undefined) return [{ line, value, y: this.u.valToPos(value, "y") }];
      }
      return [];
    });
  }

  destroy(): void {
    clearTimeout(this.settling);
    this.observer.disconnect();
    this.u.destroy();
  }

  private get perLine(): number {
    return this.drawing.hasBand ? 3 : 1;
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(120, this.host.clientWidth), height: Math.max(60, this.host.clientHeight) };
  }

  private options(events: Events): uPlot.Options {
    const { palette, drawing } = this;
    const { isLogY, hasBand, lines } = drawing;
    return {
      ...this.size(),
      padding: [6, 0, 0, 8],
      legend: { show: false },
      scales: {
        x: { time: false, range: () => this.view ?? this.drawing.xRange },
        y: { range: () => this.drawing.yRange, distr: isLogY ? 3 : 1 },
      },
      axes: axesOf(drawing, palette),
      cursor: {
        y: false,
        sync: { key: "compare", setSeries: false, scales: ["x", null] },
        drag: { x: true, y: false, setScale: false },
        points: { show: false },
      },
      bands: hasBand
        ? lines.map((line, i) => ({
            series: [1 + 3 * i, 2 + 3 * i],
            fill: withAlpha(seriesColor(palette, line.color), 0.2),
          }))
        : [],
      series: [{}, ...lines.flatMap((line) => seriesOf(line, widthOf(drawing), hasBand, palette))],
      hooks: {
        draw: [
          (u) => drawSpikes(u, this.drawing, this.focused, palette),
          (u) => drawNames(u, this.drawing, this.focused, palette, this.host),
          (u) => this.drawTag(u),
        ],
        setCursor: [
          (u) => {
            const isOut = u.cursor.left === undefined || u.cursor.left < 0 || u.cursor.idx == null;
            events.onCursor(isOut ? null : (u.cursor.idx ?? null), u.cursor.left ?? 0);
            if (!isOut && u.cursor.event !== undefined && u.cursor.event !== null) this.pick(u, events);
          },
        ],
        setSelect: [
          (u) => {
            const { left, width } = u.select;
            if (width < 6) return;
            events.onZoom([this.back(u.posToVal(left, "x")), this.back(u.posToVal(left + width, "x"))]);
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    };
  }

  private pick(u: uPlot, events: Events): void {
    const top = u.cursor.top ?? 0;
    let best: { id: string; distance: number } | null = null;
    for (const { line, y } of this.valuesAt(u.cursor.idx ?? 0)) {
      const distance = Math.abs(y - top);
      if (distance < (best?.distance ?? NEAR)) best = { id: line.id, distance };
    }
    if (best === null || best.id === this.focused) return;
    this.focus(best.id);
    events.onFocus(best.id);
  }

  // The newest value of the line in front, as a filled tag at the axis.
  private drawTag(u: uPlot): void {
    const line = this.drawing.lines.find(({ id }) => id === this.focused);
    const value = line?.column.y.findLast((each) => each != null);
    if (line === undefined || value == null) return;
    const { ctx, bbox } = u;
    const px = devicePixelRatio;
    const y = Math.max(bbox.top, Math.min(bbox.top + bbox.height, u.valToPos(value, "y", true)));
    ctx.save();
    ctx.fillStyle = seriesColor(this.palette, line.color);
    ctx.fillRect(bbox.left + bbox.width + px, y - 7.5 * px, AXIS * px, 15 * px);
    ctx.fillStyle = this.palette.onFill;
    ctx.font = `700 ${11 * px}px ${this.palette.font}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.fillText(formatTag(value), bbox.left + bbox.width + 5 * px, y + 0.5 * px);
    ctx.restore();
  }
}
