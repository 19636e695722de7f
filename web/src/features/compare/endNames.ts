import type uPlot from "uplot";
import { apart } from "../../ui/chart/axes";
import { type Palette, seriesColor } from "../../ui/chart/palette";
import type { Drawing } from "./chartOptions";

const MOST_LINES = 8;
const MOST_LETTERS = 18;
const HEIGHT = 13;

// Runs of a sweep often begin alike and end alike: the middle goes.
export function shorten(name: string, most = MOST_LETTERS): string {
  if (name.length <= most) return name;
  const tail = Math.ceil((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`;
}

// The name of each line at its end, where there are few lines and room for all names; none covers another.
export function drawNames(u: uPlot, drawing: Drawing, focused: string | null, palette: Palette, host: HTMLElement) {
  const { ctx, bbox } = u;
  const px = devicePixelRatio;
  const ends = drawing.lines.flatMap((line) => {
    const at = line.column.y.findLastIndex((value) => value != null);
    const [x, y] = [drawing.x[at], line.column.y[at]];
    return x === undefined || y == null ? [] : [{ line, x: u.valToPos(x, "x", true), y: u.valToPos(y, "y", true) }];
  });
  const isSeen = ({ x, y }: { x: number; y: number }) =>
    x >= bbox.left && x <= bbox.left + bbox.width + px && y >= bbox.top - px && y <= bbox.top + bbox.height + px;
  const seen = ends.filter(isSeen);
  const hasRoom = bbox.width > 260 * px && bbox.height > (seen.length + 2) * HEIGHT * px;
  const shown = drawing.lines.length > 1 && drawing.lines.length <= MOST_LINES && hasRoom ? seen : [];
  host.dataset.names = shown.map(({ line }) => shorten(line.name)).join(", ");
  if (shown.length === 0) return;
  const middles = apart(
    shown.map(({ y }) => y - 8 * px),
    HEIGHT * px,
    bbox.top + (HEIGHT / 2) * px,
    bbox.top + bbox.height - (HEIGHT / 2) * px,
  );
  ctx.save();
  ctx.font = `400 ${11 * px}px ${palette.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  ctx.lineWidth = 4 * px;
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette.panel;
  for (const [i, { line, x }] of shown.entries()) {
    const name = shorten(line.name);
    const right = Math.min(bbox.left + bbox.width - 4 * px, x + ctx.measureText(name).width + 6 * px);
    ctx.globalAlpha = focused === null || focused === line.id ? 1 : 0.45;
    ctx.fillStyle = seriesColor(palette, line.color);
    ctx.strokeText(name, right, middles[i] ?? 0);
    ctx.fillText(name, right, middles[i] ?? 0);
  }
  ctx.restore();
}
