export interface SparkScale {
  low: number;
  high: number;
  isLog: boolean;
}

// Where the values of a course stand in a small picture; null is a gap. Fewer than two values have no shape.
export function pointsOf(
  values: readonly number[],
  width: number,
  height: number,
  shared: SparkScale | null,
): ({ x: number; y: number } | null)[] {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return [];
  const isLog = shared?.isLog ?? finite.every((value) => value > 0);
  // Halved, so that the largest of both signs are not infinitely far apart.
  const scale = isLog ? Math.log : (value: number) => value / 2;
  const ends = (shared === null ? finite : [shared.low, shared.high]).map(scale);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  // What differs by rounding alone is level: means of one value over and over are not all alike in the last bit.
  const noise = 1e-9 * (isLog ? 1 : Math.max(Math.abs(low), Math.abs(high)));
  const span = high - low > noise ? high - low : Number.POSITIVE_INFINITY;
  // What has no logarithm lies below all that have one.
  const shareOf = (value: number) => Math.max(0, Math.min(1, (scale(value) - low) / span)) || 0;
  return values.map((value, i) =>
    Number.isFinite(value)
      ? { x: 1 + (i / (values.length - 1)) * (width - 5), y: 1.5 + (1 - shareOf(value)) * (height - 4) }
      : null,
  );
}
