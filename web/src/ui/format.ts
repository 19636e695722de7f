const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

export const DASH = "–";

// Four significant digits; `e-4` below 0.001, grouped whole numbers from 10,000 on.
export function formatValue(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return DASH;
  if (typeof value === "string") return value;
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 0.001 || size >= 1e9) return shortExponent(value.toExponential(3));
  if (size >= 9999.5) return whole.format(value);
  return value.toPrecision(4);
}

// As short as it can be said: for axes, where a tick is a round number. `apart`: how far the next one is from it, so that the
// two read differently.
export function formatTick(value: number, apart = Number.POSITIVE_INFINITY): string {
  const size = Math.abs(value);
  const digits = Math.max(4, Math.min(15, Math.floor(Math.log10(size)) - Math.floor(Math.log10(apart)) + 2));
  const trimmed = (number: number) => String(Number(number.toPrecision(digits)));
  if (size === 0) return "0";
  if (size < 0.001 || size >= 1e15) return shortExponent(Number(value.toPrecision(digits)).toExponential());
  if (size >= 1e9) return `${trimmed(value / 1e9)}G`;
  if (size >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (size >= 1000) return `${trimmed(value / 1000)}k`;
  return trimmed(value);
}

export function formatTag(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return shortExponent(value.toExponential(2));
  return formatValue(value);
}

export const formatCount = (value: number | null | undefined): string =>
  value === null || value === undefined ? DASH : whole.format(value);

export function formatRate(perSecond: number | null): string {
  if (perSecond === null) return DASH;
  if (perSecond >= 100) return whole.format(perSecond);
  return perSecond >= 1 ? perSecond.toFixed(1) : perSecond.toPrecision(2);
}

export function formatShort(value: number): string {
  if (value < 1000) return whole.format(value);
  return value < 1e6 ? `${(value / 1000).toFixed(1)}k` : `${(value / 1e6).toFixed(1)}M`;
}

// Time left: floored, never rounded up.
export function formatLeft(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return DASH;
  const all = Math.max(0, Math.floor(seconds));
  if (all < 60) return `${all}s`;
  if (all < 3600) return `${Math.floor(all / 60)}m`;
  return `${Math.floor(all / 3600)}h ${Math.floor((all % 3600) / 60)}m`;
}

// Time passed: to the second, because it ticks.
export function formatElapsed(seconds: number): string {
  const all = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  if (all < 60) return `${all}s`;
  if (all < 3600) return `${Math.floor(all / 60)}m ${two(all % 60)}s`;
  if (all < 86400) return `${Math.floor(all / 3600)}h ${two((all % 3600) / 60)}m ${two(all % 60)}s`;
  return `${Math.floor(all / 86400)}d ${two((all % 86400) / 3600)}h ${two((all % 3600) / 60)}m`;
}

export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return DASH;
  const [unit, size] = byteUnit(bytes);
  const value = bytes / size;
  return `${value >= 100 || size === 1 ? Math.round(value) : value.toPrecision(3)} ${unit}`;
}

// The largest unit that so many bytes fill, and how many bytes it is.
export function byteUnit(bytes: number): [unit: string, size: number] {
  let size = 1;
  for (const unit of ["B", "KiB", "MiB", "GiB"]) {
    if (bytes < 1024 * size) return [unit, size];
    size *= 1024;
  }
  return ["TiB", size];
}

export const formatGiB = (bytes: number) => (bytes / 1024 ** 3).toFixed(1);

// Clock time in UTC; instants that are no instants show as they came.
export function formatClock(instant: string | number | Date): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant) : date.toISOString().slice(11, 19);
}

function shortExponent(text: string): string {
  return text.replace("e+", "e");
}
