import { memo } from "react";
import { pointsOf, type SparkScale } from "./spark";

interface Props {
  values: readonly number[];
  width?: number;
  height?: number;
  // One for several, so that they can be compared; what lies beyond it is drawn at its border.
  scale?: SparkScale | null;
}

// The shape of a course on its own scale or a shared one, decoration beside the number itself. A missing value is a gap.
export const Sparkline = memo(function Sparkline({ values, width = 60, height = 14, scale = null }: Props) {
  const points = pointsOf(values, width, height, scale);
  const last = points.findLast((point) => point !== null);
  if (last === undefined) return <svg width={width} height={height} aria-hidden="true" />;
  const path = points.map((point, i) =>
    point === null ? "" : `${(points[i - 1] ?? null) === null ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`,
  );
  return (
    <svg width={width} height={height} aria-hidden="true" data-spark>
      <path d={path.join("")} fill="none" stroke="currentColor" />
      <circle cx={last.x} cy={last.y} r="1.5" fill="currentColor" />
    </svg>
  );
});
