import { readPins, togglePin, watchPins } from "../../ui/pins";
import { COLUMNS, type Tile } from "./layout";
import { move, pinOf, put, remove, resize, withPins } from "./moves";

interface Desk {
  get: () => readonly Tile[];
  // Shows a layout; `isFinal` also keeps it.
  set: (layout: readonly Tile[], isFinal: boolean) => void;
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const FURTHER_THAN = 4;

// Lets the panels of a grid be moved by their title, resized by their corner, and both by keys with Alt.
export function attach(grid: HTMLElement, desk: Desk): () => void {
  const onKey = (event: KeyboardEvent) => {
    const panel = (event.target as HTMLElement).closest<HTMLElement>("[data-tile]");
    const id = panel?.dataset.tile;
    if (id === undefined || !event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow === undefined && event.key !== "Delete") return;
    event.preventDefault();
    event.stopPropagation();
    const pin = pinOf(id);
    const layout = desk.get();
    if (arrow !== undefined) desk.set((event.shiftKey ? resize : move)(layout, id, ...arrow), true);
    else if (pin === null) desk.set(remove(layout, id), true);
    else togglePin(pin);
    // The panel keeps the focus, although its place among the others is another now; one that is gone leaves it to that
    // which has its number.
    const number = Number(panel?.dataset.panel);
    const heirs = [`[data-tile="${CSS.escape(id)}"]`, `[data-panel="${number}"]`, `[data-panel="${number - 1}"]`];
    requestAnimationFrame(() => {
      const heir = heirs.map((selector) => grid.querySelector<HTMLElement>(selector)).find((found) => found !== null);
      heir?.focus();
    });
  };

  const onDown = (event: PointerEvent) => {
    const target = event.target as HTMLElement;
    const panel = target.closest<HTMLElement>("[data-tile]");
    const isResize = target.closest("[data-resize]") !== null;
    const isGrip = isResize || (target.closest("header") !== null && target.closest("button,input,select") === null);
    const start = desk.get();
    const tile = start.find(({ id }) => id === panel?.dataset.tile);
    if (panel === null || tile === undefined || !isGrip || event.button !== 0) return;
    if (getComputedStyle(grid).display !== "grid" || panel.dataset.large !== undefined) return;
    event.preventDefault();
    panel.focus();
    const unit = unitOf(grid);
    let isMoving = false;
    const onMove = (now: PointerEvent) => {
      const [dx, dy] = [now.clientX - event.clientX, now.clientY - event.clientY];
      if (!isMoving && Math.hypot(dx, dy) < FURTHER_THAN) return;
      isMoving = true;
      panel.dataset.moving = "";
      const [cells, rows] = [Math.round(dx / unit.width), Math.round(dy / unit.height)];
      const to = isResize ? { w: tile.w + cells, h: tile.h + rows } : { x: tile.x + cells, y: tile.y + rows };
      desk.set(put(start, tile.id, to), false);
    };
    const stop = (isFinal: boolean) => {
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerup", onUp);
      removeEventListener("keydown", onEscape, true);
      delete panel.dataset.moving;
      if (isMoving) desk.set(isFinal ? desk.get() : start, isFinal);
    };
    const onUp = () => stop(true);
    const onEscape = (key: KeyboardEvent) => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      stop(false);
    };
    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onUp);
    addEventListener("keydown", onEscape, true);
  };

  const syncPins = () => {
    const next = withPins(desk.get(), readPins());
    if (next !== desk.get()) desk.set(next, true);
  };
  syncPins();
  const stopPins = watchPins(syncPins);
  grid.addEventListener("keydown", onKey, true);
  grid.addEventListener("pointerdown", onDown);
  return () => {
    stopPins();
    grid.removeEventListener("keydown", onKey, true);
    grid.removeEventListener("pointerdown", onDown);
  };
}

// One cell with its gap, in pixels.
function unitOf(grid: HTMLElement): { width: number; height: number } {
  const style = getComputedStyle(grid);
  const gap = Number.parseFloat(style.columnGap) || 0;
  const height = Number.parseFloat(style.gridAutoRows) || 30;
  return { width: (grid.clientWidth + gap) / COLUMNS, height: height + gap };
}
