// Axes that stand still while data arrives: they grow in steps, and give back room only when much of it is empty.
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

export type Range = [low: number, high: number];

// The smallest pleasant number that is at least `value` (15,000, then 20,000).
export function niceCeil(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const step of STEPS) if (step * power >= value * (1 - 1e-12)) return step * power;
  return 10 * power;
}

export function xRange(first: number, last: number): Range {
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [0, 100];
  if (last <= first) return first === 0 ? [0, 1] : [first - 1, first + 1];
  if (first >= 0 && first <= 0.2 * last) return [0, niceCeil(last)];
  const unit = niceCeil((last - first) / 10);
  return [Math.floor(first / unit) * unit, Math.ceil(last / unit) * unit];
}

export function yRange(low: number, high: number, isLog: boolean, before: Range | null): Range {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return isLog ? [0.1, 1] : [0, 1];
  const wanted = isLog ? logRange(low, high) : linearRange(low, high);
  if (before === null) return wanted;
  const scale = isLog ? Math.log10 : (value: number) => value;
  const fits = before[0] <= low && before[1] >= high;
  const isRoomy = scale(before[1]) - scale(before[0]) > 2.2 * (scale(wanted[1]) - scale(wanted[0]));
  return fits && !isRoomy ? before : wanted;
}

function linearRange(low: number, high: number): Range {
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    return linearRange(low - room, high + room);
  }
  const span = high - low;
  const unit = niceCeil(span / 8);
  const begin = low >= 0 && low < 0.25 * span ? 0 : Math.floor((low - 0.02 * span) / unit) * unit;
  return [begin, Math.ceil((high + 0.02 * span) / unit) * unit];
}

// Thirds of a decade, so that a curve neither touches the frame nor wastes a whole decade.
function logRange(low: number, high: number): Range {
  const begin = Math.floor((Math.log10(low) - 0.03) * 3) / 3;
  const end = Math.ceil((Math.log10(high) + 0.03) * 3) / 3;
  return [10 ** begin, 10 ** Math.max(end, begin + 1 / 3)];
}

// Marks of a log axis: the decades, thinned until they have room; within one decade also 2 and 5.
export function logTicks(low: number, high: number, most: number): number[] {
  const decades = Math.log10(high / low);
  const factors = decades <= 1.2 ? [1, 2, 3, 5, 7] : decades <= 2.5 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil((decades * factors.length) / Math.max(2, most)));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (every > 1 && power % every !== 0) continue;
    for (const factor of factors) {
      const tick = Number((factor * 10 ** power).toPrecision(12));
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}

export function linearTicks(low: number, high: number, most: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / unit - 1e-9); i * unit <= high + unit * 1e-9; i++)
    ticks.push(Number((i * unit).toPrecision(12)));
  return ticks;
}

// Moves labels of one height apart so that none covers another, keeping their order and staying inside the frame.
export function apart(positions: number[], height: number, low: number, high: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const placed = positions.slice();
  let floor = low;
  for (const i of order) {
    placed[i] = Math.max(floor, Math.min(high, placed[i] ?? 0));
    floor = (placed[i] ?? 0) + height;
  }
  let ceiling = high;
  for (const i of order.reverse()) {
    placed[i] = Math.min(ceiling, placed[i] ?? 0);
    ceiling = (placed[i] ?? 0) - height;
  }
  return placed;
}
