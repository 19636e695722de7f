import type uPlot from "uplot";
import type { Range } from "../../ui/chart/axes";
import { type Palette, withAlpha } from "../../ui/chart/palette";
import type { Scene } from "../../ui/chart/scene";
import type { Rows } from "./rows";

// Narrower than this a gap is seen as a break of the line, and needs no ground.
const NARROW = 8;

// The stretches between two values of the first line in which it breaks and no other line has a value.
export function gapRanges(lines: readonly Rows[]): Range[] {
  const [lead, ...others] = lines;
  if (lead === undefined) return [];
  const ranges: Range[] = [];
  for (let i = 1; i + 1 < lead.x.length; i++) {
    const [from, to] = [lead.x[i - 1], lead.x[i + 1]];
    if (lead.y[i] !== null || lead.y[i + 1] === null || from === undefined || to === undefined) continue;
    if (!others.some((line) => hasValue(line, from, to))) ranges.push([from, to]);
  }
  return ranges;
}

function hasValue({ x, y }: Rows, from: number, to: number): boolean {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  for (let i = low; (x[i] ?? to) < to; i++) if (y[i] !== null) return true;
  return false;
}

export function gapsOf(lines: readonly Rows[]): Scene["gaps"] {
  const ranges = gapRanges(lines);
  if (ranges.length === 0) return undefined;
  const text = ranges.map(([from, to]) => `${from}~${to}`).join(", ");
  return { text, draw: (u, palette, px) => drawGaps(u, ranges, palette, px) };
}

function drawGaps(u: uPlot, ranges: readonly Range[], palette: Palette, px: number): void {
  const { ctx, bbox } = u;
  ctx.font = `400 ${11 * px}px ${palette.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  for (const [from, to] of ranges) {
    const left = Math.max(bbox.left, u.valToPos(from, "x", true));
    const width = Math.min(bbox.left + bbox.width, u.valToPos(to, "x", true)) - left;
    if (width < NARROW * px) continue;
    ctx.fillStyle = withAlpha(palette.muted, 0.13);
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.fillStyle = palette.muted;
    if (width > 36 * px) ctx.fillText("gap", left + width / 2, bbox.top + bbox.height - 3 * px);
  }
}
