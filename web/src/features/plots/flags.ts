import type { Curve } from "../../live/curve";
import type { Range } from "../../ui/chart/axes";
import type { Scene } from "../../ui/chart/scene";
import { formatCount } from "../../ui/format";

type Flag = Scene["flags"][number] & { kind: string; count: number };

// What happened at a step: values that are no numbers, with their count, and resumes. Those closer than a flag is wide
// are told as one.
export function flagsOf(
  curves: (Curve | undefined)[],
  xOf: (step: number, time: number) => number,
  x: Range,
  width: number,
): Scene["flags"] {
  const flags: Flag[] = [];
  const near = ((x[1] - x[0]) / width) * 56;
  for (const curve of curves) {
    if (curve === undefined) continue;
    for (const mark of curve.marks.all()) {
      const at = placeOf(curve, mark.from, xOf);
      if (at < x[0] || at > x[1]) continue;
      const open = flags.findLast((flag) => flag.kind === mark.kind);
      if (open !== undefined && Math.abs(at - open.x) < near) open.count += mark.count;
      else flags.push({ x: at, text: "", tone: "err", kind: mark.kind, count: mark.count });
    }
  }
  for (const flag of flags) flag.text = flag.count > 1 ? `${flag.kind} ${flag.count}` : flag.kind;
  const lead = curves[0];
  for (const step of lead?.resumedAt ?? []) {
    if (lead === undefined) continue;
    const at = placeOf(lead, step, xOf);
    flags.push({ x: at, text: `resumed ${formatCount(step)}`, tone: "label", kind: "resume", count: 1 });
  }
  return flags.sort((a, b) => a.x - b.x);
}

export function placeOf(curve: Curve, step: number, xOf: (step: number, time: number) => number): number {
  const { cells } = curve;
  if (cells.length === 0) return xOf(step, 0);
  let index = Math.max(0, cells.upperBound(step) - 1);
  if (cells.at("last", index) < step && index + 1 < cells.length) index++;
  return xOf(step, cells.at("time", index));
}
