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
  const span = Math.max(...ends) - low || 1;
  // What has no logarithm lies below all that have one.
  const shareOf = (value: number) => Math.max(0, Math.min(1, (scale(value) - low) / span)) || 0;
  return values.map((value, i) =>
    Number.isFinite(value)
      ? { x: 1 + (i / (values.length - 1)) * (width - 5), y: 1.5 + (1 - shareOf(value)) * (height - 4) }
      : null,
  );
}
