import type uPlot from "uplot";
import type { MetricSummary } from "../../api/wire";
import type { Curve } from "../../live/curve";
import { isJudged } from "../../live/judged";
import type { Palette } from "../../ui/chart/palette";
import type { Scene } from "../../ui/chart/scene";
import { placeOf } from "./flags";

// The best value of a metric at its step, by its goal, unless that is the newest one.
export function bestOf(
  summary: MetricSummary | undefined,
  curve: Curve | undefined,
  xOf: (step: number, time: number) => number,
): Scene["best"] {
  if (summary === undefined || curve === undefined || curve.cells.length < 2) return null;
  if (!isJudged(curve.key, summary.goal)) return null;
  const isMin = summary.goal === "min";
  const [step, value] = isMin ? [summary.min_step, summary.min] : [summary.max_step, summary.max];
  if (step === null || typeof value !== "number" || step >= summary.step) return null;
  const at = { x: placeOf(curve, step, xOf), y: value };
  return { ...at, draw: (u, palette, px) => drawBest(u, at, palette, px) };
}

// Where the best value was, by the metric's goal: at the value as it was logged, whatever the line is smoothed to.
function drawBest(u: uPlot, best: { x: number; y: number }, palette: Palette, px: number): void {
  const { ctx, bbox } = u;
  const [x, y] = [u.valToPos(best.x, "x", true), u.valToPos(best.y, "y", true)];
  const isInside = x >= bbox.left && x <= bbox.left + bbox.width && y >= bbox.top && y <= bbox.top + bbox.height;
  if (!isInside) return;
  ctx.beginPath();
  for (let i = 0; i < 10; i++) {
    const radius = (i % 2 === 0 ? 5 : 2.2) * px;
    const turn = (i * Math.PI) / 5;
    ctx.lineTo(x + radius * Math.sin(turn), y - radius * Math.cos(turn));
  }
  ctx.closePath();
  ctx.fillStyle = palette.text;
  ctx.strokeStyle = palette.panel;
  ctx.stroke();
  ctx.fill();
  // Where there is little room the star says it alone.
  if (bbox.height < 150 * px || bbox.width < 300 * px) return;
  const isRight = x > bbox.left + bbox.width - 50 * px;
  ctx.font = `400 ${11 * px}px ${palette.font}`;
  ctx.textAlign = isRight ? "right" : "left";
  ctx.textBaseline = y > bbox.top + bbox.height - 14 * px ? "bottom" : "middle";
  ctx.lineWidth = 3 * px;
  ctx.strokeText("best", x + (isRight ? -8 : 8) * px, y);
  ctx.fillText("best", x + (isRight ? -8 : 8) * px, y);
  ctx.lineWidth = px;
}
