import type uPlot from "uplot";
import type { Range } from "../../ui/chart/axes";
import { type Palette, seriesColor } from "../../ui/chart/palette";
import type { Drawing } from "./chartOptions";
import type { Column } from "./grid";

// So many times what a half of the columns keep within of their middle is no noise of the log.
const BEYOND = 11;
// A share of the chart's height below which a value lies on its line.
const LEAST = 0.015;
const MOST = 2000;

// Where a value of a column lies clearly outside its drawn line, for charts that have no room for a band around each. Noise
// is every column's, so that what is usual for the line is left out; its farthest column never is, nor are more than a chart
// draws at once.
export function spikesOf({ y, low, high }: Column, range: Range, isLogY: boolean, lines: number): number[] {
  const scale = isLogY ? Math.log10 : (value: number) => value;
  const span = Math.min(Number.MAX_VALUE, scale(range[1]) - scale(range[0]));
  const at: number[] = [];
  const far = new Float64Array(y.length);
  const usual = new Float64Array(y.length);
  let farthest = -1;
  for (let i = 0; i < y.length; i++) {
    const [middle, least, greatest] = [y[i], low[i], high[i]];
    if (middle == null || least == null || greatest == null) continue;
    const place = scale(middle) / span;
    const off = Math.max(scale(greatest) / span - place, place - scale(least) / span);
    far[i] = off;
    usual[at.length] = off;
    at.push(i);
    if (farthest < 0 || off > (far[farthest] ?? 0)) farthest = i;
  }
  const offOf = (i: number) => far[i] ?? 0;
  if (offOf(farthest) <= LEAST) return [];
  const sorted = usual.subarray(0, at.length).sort();
  const [quarter = 0, half = 0] = [sorted[at.length >> 2], sorted[at.length >> 1]];
  const limit = Math.max(LEAST, half + BEYOND * (half - quarter));
  const spikes = at.filter((i) => offOf(i) > limit || i === farthest);
  const most = Math.max(8, Math.floor(MOST / lines));
  return spikes.length <= most ? spikes : spikes.sort((a, b) => offOf(b) - offOf(a)).slice(0, most);
}

// A hairline from the least to the greatest value of each of those columns, in the colour of its line.
export function drawSpikes(u: uPlot, { x, lines }: Drawing, focused: string | null, palette: Palette): void {
  const { ctx, bbox } = u;
  const isFocus = lines.some(({ id }) => id === focused);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([]);
  for (const { id, color, column, spikes } of lines) {
    if (spikes.length === 0) continue;
    ctx.globalAlpha = isFocus && id !== focused ? 0.3 : 1;
    ctx.strokeStyle = seriesColor(palette, color);
    ctx.beginPath();
    for (const i of spikes) {
      const left = u.valToPos(x[i] ?? 0, "x", true);
      if (left < bbox.left || left > bbox.left + bbox.width) continue;
      ctx.moveTo(left, u.valToPos(column.low[i] ?? 0, "y", true));
      ctx.lineTo(left, u.valToPos(column.high[i] ?? 0, "y", true));
    }
    ctx.stroke();
  }
  ctx.restore();
}
