import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { firstChart } from "../firstChart";
import type { Range } from "./axes";
import { decorate, TAG_HEIGHT } from "./decorate";
import { AXIS_WIDTH, COLUMNS_PER_LINE, type PlotSetup, plotOptions } from "./options";
import { type Palette, readPalette } from "./palette";
import type { Scene } from "./scene";

export interface PlotEvents {
  onCursor: (index: number | null) => void;
  onZoom: (from: number, to: number) => void;
  onReset: () => void;
  // Whether less than all is shown; null where it never is.
  isZoomed: (() => boolean) | null;
}

// uPlot with the page's axes, flags and tags. Scenes go in, pixels come out; nothing here knows about runs. One that takes
// the place of another in its host has the size of that one.
export class Plot {
  readonly u: uPlot;
  private scene: Scene | null = null;
  // The stretch that fingers have in hand, whatever else is to be shown meanwhile.
  held: Range | null = null;
  private readonly host: HTMLElement;
  private readonly palette: Palette;
  private readonly observer: ResizeObserver;

  constructor(
    host: HTMLElement,
    setup: Omit<PlotSetup, "isCovered">,
    events: PlotEvents,
    onResize: () => void,
    before: Plot | null = null,
  ) {
    this.host = host;
    this.palette = readPalette();
    const size = before === null ? this.size() : { width: before.u.width, height: before.u.height };
    const options = plotOptions({ ...setup, isCovered: this.isCovered }, this.palette, size);
    options.hooks = {
      draw: [(u) => this.scene !== null && decorate(u, this.scene, setup.lines, this.palette)],
      setCursor: [
        (u) => events.onCursor(u.cursor.left === undefined || u.cursor.left < 0 ? null : (u.cursor.idx ?? null)),
      ],
      setSelect: [
        (u) => {
          const { left, width } = u.select;
          if (width < 4) return;
          events.onZoom(u.posToVal(left, "x"), u.posToVal(left + width, "x"));
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    };
    this.u = new uPlot(options, [[]], host);
    this.u.over.addEventListener("dblclick", events.onReset);
    // Not of the first load: a finger comes later, and a mouse never needs it.
    void firstChart
      .then(() => import("./touch"))
      .then(({ touchPlot }) => touchPlot(this, events))
      .catch(() => {});
    this.observer = new ResizeObserver(() => {
      const size = this.size();
      if (size.width === this.u.width && size.height === this.u.height) return;
      this.u.setSize(size);
      onResize();
    });
    this.observer.observe(host);
  }

  get plotWidth(): number {
    return Math.max(50, this.u.width - AXIS_WIDTH - 10);
  }

  get shown(): Scene | null {
    return this.scene;
  }

  show(scene: Scene): void {
    this.scene = scene;
    const { u } = this;
    const [min, max] = this.held ?? scene.x;
    u.batch(() => {
      u.setData(scene.data, false);
      u.setScale("x", { min, max });
      u.setScale("y", { min: scene.y[0], max: scene.y[1] });
    });
    this.host.classList.toggle("stale", scene.isStale);
  }

  // Moves the cursor by pixels, from the newest point when there is none yet.
  moveCursor(pixels: number): void {
    const { u } = this;
    const end = this.scene?.ends[0];
    const start =
      u.cursor.left !== undefined && u.cursor.left >= 0
        ? u.cursor.left
        : end === undefined
          ? 0
          : u.valToPos(end.x, "x");
    const left = Math.max(0, Math.min(this.plotWidth, start + pixels));
    publishCursor(u, { left, top: u.over.clientHeight / 2 });
  }

  hideCursor(): void {
    publishCursor(this.u, { left: -10, top: -10 });
  }

  // The value of a line at or before a column of the data.
  valueAt(line: number, index: number): number | null {
    const values = this.u.data[(line + 1) * COLUMNS_PER_LINE] ?? [];
    for (let i = index; i >= 0 && i > index - 400; i--) {
      const value = values[i];
      if (value !== undefined) return value ?? null;
    }
    return null;
  }

  destroy(): void {
    this.observer.disconnect();
    this.u.destroy();
  }

  private readonly isCovered = (value: number): boolean => {
    if (this.scene === null) return false;
    const at = this.u.valToPos(value, "y");
    // Not the element's own height: between two charts that are drawn, to ask for that lays the page out anew.
    const low = this.u.bbox.height / devicePixelRatio - TAG_HEIGHT / 2;
    // A tag near the frame is pushed inside of it.
    const tagAt = (y: number) => Math.max(TAG_HEIGHT / 2, Math.min(low, this.u.valToPos(y, "y")));
    return at < 6 || this.scene.ends.some((end) => Math.abs(tagAt(end.y) - at) < TAG_HEIGHT);
  };

  private size(): { width: number; height: number } {
    return { width: Math.max(120, this.host.clientWidth), height: Math.max(60, this.host.clientHeight) };
  }
}

// uPlot takes a third argument that its types leave out: whether the other charts follow.
export function publishCursor(u: uPlot, at: { left: number; top: number }): void {
  (u.setCursor as (at: { left: number; top: number }, fire: boolean, publish: boolean) => void)(at, true, true);
}
