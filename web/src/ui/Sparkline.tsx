import { memo } from "react";

export interface SparkScale {
  low: number;
  high: number;
  isLog: boolean;
}

interface Props {
  values: readonly number[];
  width?: number;
  height?: number;
  // One for several, so that they can be compared; what lies beyond it is drawn at its border.
  scale?: SparkScale | null;
}

// The shape of a course on its own scale or a shared one, decoration beside the number itself. A missing value is a gap.
export const Sparkline = memo(function Sparkline({ values, width = 60, height = 14, scale: shared = null }: Props) {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return <svg width={width} height={height} aria-hidden="true" />;
  const positive = shared?.isLog ?? finite.every((value) => value > 0);
  const scale = positive ? Math.log : (value: number) => value;
  const ends = shared === null ? finite : [shared.low, shared.high];
  const scaled = ends.map(scale);
  const low = Math.min(...scaled);
  const span = Math.max(...scaled) - low || 1;
  const within = (share: number) => Math.max(0, Math.min(1, share));
  const x = (i: number) => 1 + (i / (values.length - 1)) * (width - 5);
  const y = (value: number) => 1.5 + (1 - within((scale(value) - low) / span)) * (height - 4);
  let path = "";
  let isDown = false;
  for (const [i, value] of values.entries()) {
    if (Number.isFinite(value)) path += `${isDown ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    isDown = Number.isFinite(value);
  }
  const last = values.findLastIndex(Number.isFinite);
  return (
    <svg width={width} height={height} aria-hidden="true" data-spark>
      <path d={path} fill="none" stroke="currentColor" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="1.5" fill="currentColor" />
    </svg>
  );
});
