import { formatCount, formatElapsed, formatLeft, formatValue } from "./format";

// What a run says under a name, as it is shown.
export function formatField(name: string, value: number | string | boolean | null): string {
  if (value === null) return "–";
  if (name.startsWith("metric.")) return formatValue(typeof value === "boolean" ? null : value);
  if (name.startsWith("config.")) return typeof value === "number" ? formatSetting(value) : String(value);
  if (typeof value === "number") {
    if (name === "duration") return formatElapsed(value);
    if (name === "eta_seconds") return formatLeft(value);
    if (name === "progress") return value.toFixed(1);
    return Number.isInteger(value) ? formatCount(value) : formatValue(value);
  }
  if (name.endsWith("_at")) return formatInstant(String(value));
  return String(value);
}

const LONGEST = 9;

// A setting as its writer would write it: 0.001, 3e-4, 128. One that was drawn by chance has digits that no one wrote: four.
export function formatSetting(value: number): string {
  const text = wholeSetting(value);
  return text.length <= LONGEST || Number.isInteger(value) ? text : wholeSetting(Number(value.toPrecision(4)));
}

export function wholeSetting(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 1e7) ? value.toExponential().replace("e+", "e") : String(value);
}

function formatInstant(text: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(text) ? `${text.slice(5, 10)} ${text.slice(11, 19)}` : text;
}
