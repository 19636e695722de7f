// Axes that stand still while data arrives: they grow in steps, and give back room only when much of it is empty.
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

export type Range = [low: number, high: number];

// No axis has room for more; a count that rounding made up ends here.
const MOST = 200;
// Doubles lie so far apart that a narrower stretch, as a share of where it is, has too few of them to be drawn on.
const NARROWEST = 2 ** -42;

export const bounded = (value: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));

// The smallest pleasant number that is at least `value` (15,000, then 20,000).
export function niceCeil(value: number): number {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(bounded(value))) || Number.MIN_VALUE;
  for (const step of STEPS) if (step * power >= value * (1 - 1e-12)) return bounded(step * power);
  return bounded(10 * power);
}

// The whole multiples of a unit within a stretch. They are counted first: where doubles lie further apart than the unit,
// adding it changes nothing, and a loop that waits for the end would never see it.
export function multiplesWithin(low: number, high: number, unit: number): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || !(unit > 0)) return [];
  const first = bounded(Math.ceil(low / unit - 1e-9));
  const count = Math.min(MOST, Math.floor(high / unit + 1e-9) - first + 1);
  const ticks: number[] = [];
  for (let i = 0; i < count; i++) {
    const exact = bounded((first + i) * unit);
    const tick = Math.abs(exact) < 1e15 ? Number(exact.toPrecision(15)) + 0 : exact;
    if (ticks.at(-1) !== tick) ticks.push(tick);
  }
  return ticks;
}

// From one multiple of the unit to another, and never within what is to be held.
export function outTo(low: number, high: number, unit: number): Range {
  if (!(unit > 0)) return [low, high];
  const from = Math.floor(bounded(low / unit)) * unit;
  const to = Math.ceil(bounded(high / unit)) * unit;
  return [bounded(Math.min(low, from)), bounded(Math.max(high, to))];
}

// Room about a stretch that is too narrow for where it lies, or has no width at all.
export function widened(first: number, last: number, least: number): Range {
  const narrowest = Math.max(Math.abs(first), Math.abs(last)) * NARROWEST;
  if (last > first && last - first >= narrowest) return [first, last];
  const room = Math.max(least, narrowest);
  return [bounded(first - room), bounded(Math.max(first, last) + room)];
}

export function xRange(first: number, last: number): Range {
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [0, 100];
  if (last <= first && first === 0) return [0, 1];
  const [from, to] = widened(first, last, 1);
  if (last <= first || from !== first) return [from, to];
  if (first >= 0 && first <= 0.2 * last) return [0, niceCeil(last)];
  return outTo(first, last, niceCeil(last / 10 - first / 10));
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
    return linearRange(bounded(low - room), bounded(high + room));
  }
  const span = bounded(high - low);
  const [begin, end] = outTo(low - 0.02 * span, high + 0.02 * span, niceCeil(span / 8));
  return [low >= 0 && low < 0.25 * span ? 0 : begin, end];
}

// Thirds of a decade, so that a curve neither touches the frame nor wastes a whole decade.
function logRange(low: number, high: number): Range {
  const begin = Math.floor((Math.log10(low) - 0.03) * 3) / 3;
  const end = Math.ceil((Math.log10(high) + 0.03) * 3) / 3;
  return [10 ** begin || Number.MIN_VALUE, bounded(10 ** Math.max(end, begin + 1 / 3))];
}

// Marks of a log axis: the decades, thinned until they have room; within one decade also 2 and 5.
export function logTicks(low: number, high: number, most: number): number[] {
  if (!(low > 0) || !Number.isFinite(high)) return [];
  const decades = Math.log10(high) - Math.log10(low);
  const factors = decades <= 1.2 ? [1, 2, 3, 5, 7] : decades <= 2.5 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil((decades * factors.length) / Math.max(2, most)));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (every > 1 && power % every !== 0) continue;
    for (const factor of factors) {
      const tick = Number((factor * 10 ** power).toPrecision(12));
      if (Number.isFinite(tick) && tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}

export function linearTicks(low: number, high: number, most: number): number[] {
  const rough = bounded(high / Math.max(1, most) - low / Math.max(1, most));
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough)) || Number.MIN_VALUE;
  const unit = [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= rough) ?? 10 * power;
  return multiplesWithin(low, high, bounded(unit));
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
