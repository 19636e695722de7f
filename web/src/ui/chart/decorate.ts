import type uPlot from "uplot";
import { apart } from "./axes";
import { type Palette, seriesColor, withAlpha } from "./palette";
import type { LineStyle, Scene } from "./scene";

export const TAG_HEIGHT = 15;

// What is drawn over the lines: flags where something happened, the end of each line, and its newest value as a filled tag.
export function decorate(u: uPlot, scene: Scene, lines: LineStyle[], palette: Palette): void {
  const { ctx, bbox } = u;
  const px = devicePixelRatio;
  ctx.save();
  ctx.lineWidth = px;
  scene.gaps?.draw(u, palette, px);
  if (scene.isHollow && scene.ends.length > 0) drawSilence(u, scene, palette, px);
  drawFlags(u, scene, palette, px);
  scene.best?.draw(u, palette, px);
  const tops = apart(
    scene.ends.map((end) => clampedY(u, end.y) - (TAG_HEIGHT * px) / 2),
    (TAG_HEIGHT + 1) * px,
    bbox.top,
    bbox.top + bbox.height - TAG_HEIGHT * px,
  );
  for (const [i, end] of scene.ends.entries()) {
    const style = lines[end.line];
    if (style === undefined) continue;
    const color = scene.isStale ? palette.muted : seriesColor(palette, style.color);
    drawEnd(u, end.x, end.y, color, scene, palette, px);
    drawTag(ctx, bbox.left + bbox.width + 1, tops[i] ?? 0, end.text, color, scene, palette, px);
  }
  ctx.restore();
}

// From the newest point on, the ground of a run that has gone silent.
function drawSilence(u: uPlot, scene: Scene, palette: Palette, px: number): void {
  const { ctx, bbox } = u;
  const newest = Math.max(...scene.ends.map(({ x }) => x));
  const left = Math.max(bbox.left, u.valToPos(newest, "x", true));
  const width = bbox.left + bbox.width - left;
  if (!(width > 4)) return;
  ctx.fillStyle = withAlpha(palette.label, 0.12);
  ctx.fillRect(left, bbox.top, width, bbox.height);
  ctx.fillStyle = palette.label;
  ctx.font = `400 ${11 * px}px ${palette.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  if (width > 50 * px) ctx.fillText("silent", left + width / 2, bbox.top + 4 * px);
}

function clampedY(u: uPlot, value: number): number {
  const y = u.valToPos(value, "y", true);
  return Number.isFinite(y)
    ? Math.min(u.bbox.top + u.bbox.height, Math.max(u.bbox.top, y))
    : u.bbox.top + u.bbox.height;
}

function drawEnd(u: uPlot, x: number, y: number, color: string, scene: Scene, palette: Palette, px: number): void {
  const { ctx, bbox } = u;
  const top = Math.round(clampedY(u, y)) + 0.5;
  const left = u.valToPos(x, "x", true);
  ctx.strokeStyle = withAlpha(color, 0.6);
  ctx.setLineDash([px, 3 * px]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, top);
  ctx.lineTo(bbox.left + bbox.width, top);
  ctx.stroke();
  ctx.setLineDash([]);
  if (left < bbox.left || left > bbox.left + bbox.width + px) return;
  const disc = (radius: number, fill: string) => {
    ctx.fillStyle = fill;
    ctx.beginPath();
    ctx.arc(left, top, radius * px, 0, 7);
    ctx.fill();
  };
  if (scene.isLive) {
    disc(8, withAlpha(color, 0.18));
    disc(5, withAlpha(color, 0.4));
  }
  disc(3, color);
  disc(scene.isHollow || scene.isStale ? 2 : 1.2, palette.panel);
}

function drawTag(
  ctx: CanvasRenderingContext2D,
  left: number,
  top: number,
  text: string,
  color: string,
  scene: Scene,
  palette: Palette,
  px: number,
): void {
  const width = 59 * px;
  const isOutline = scene.isStale || scene.isHollow;
  ctx.font = `700 ${11 * px}px ${palette.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillStyle = isOutline ? palette.panel : color;
  ctx.fillRect(left, top, width, TAG_HEIGHT * px);
  if (isOutline) {
    ctx.strokeStyle = color;
    ctx.strokeRect(left + 0.5, top + 0.5, width - 1, TAG_HEIGHT * px - 1);
  }
  ctx.fillStyle = isOutline ? color : palette.onFill;
  ctx.fillText(text, left + 5 * px, top + (TAG_HEIGHT / 2 + 0.5) * px, width - 6 * px);
}

// Flags stand on the upper frame. Those that would cover each other are told as one, with their number.
function drawFlags(u: uPlot, scene: Scene, palette: Palette, px: number): void {
  const { ctx, bbox } = u;
  let rightEdge = Number.NEGATIVE_INFINITY;
  ctx.font = `400 ${11 * px}px ${palette.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  for (const flag of scene.flags) {
    const x = Math.round(u.valToPos(flag.x, "x", true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const color = palette[flag.tone];
    ctx.strokeStyle = color;
    ctx.setLineDash([2 * px, 2 * px]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    const width = ctx.measureText(flag.text).width + 8 * px;
    const left = Math.min(Math.max(bbox.left, x - width / 2), bbox.left + bbox.width - width);
    if (left < rightEdge + 2 * px) continue;
    rightEdge = left + width;
    ctx.fillStyle = palette.panel;
    ctx.fillRect(left, bbox.top + 1, width, 14 * px);
    ctx.strokeRect(left, bbox.top + 1.5, width, 14 * px);
    ctx.fillStyle = color;
    ctx.fillText(flag.text, left + width / 2, bbox.top + 8.5 * px);
  }
}
