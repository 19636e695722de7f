import type { Run } from "../../api/wire";
import type { Dimension } from "./dimension";

// The line of a run through the axes, as SVG draws it; an axis on which it has no value breaks it.
export function threadOf(
  run: Run,
  dimensions: readonly Dimension[],
  x: (i: number) => number,
  y: (at: number) => number,
): string {
  let path = "";
  let before: [number, number] | null = null;
  for (const [i, dimension] of dimensions.entries()) {
    const at = dimension.place(run);
    if (at === null) {
      before = null;
      continue;
    }
    const [px, py]: [number, number] = [x(i), y(at)];
    const middle = before === null ? 0 : (before[0] + px) / 2;
    path +=
      before === null
        ? `M${px} ${py}`
        : `C${middle} ${before[1].toFixed(1)} ${middle} ${py.toFixed(1)} ${px} ${py.toFixed(1)}`;
    before = [px, py];
  }
  return path;
}
