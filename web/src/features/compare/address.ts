import type { Range } from "../../ui/chart/axes";
import type { Brushes } from "./dimension";
import { type CompareSettings, FALLBACK, LEVELS, readSettings, type Zoom } from "./settings";

type Changes = Record<string, string | null>;

const NAMES = ["x", "logx", "log", "band", "smooth"];

// How the charts draw, as the address says it; one that says nothing of it takes what this browser was left with.
export function settingsOf(query: URLSearchParams): CompareSettings {
  if (saidOf(query) === "") return readSettings();
  const smooth = Number(query.get("smooth") ?? Number.NaN);
  return {
    x: query.get("x") === "relative" ? "relative" : "step",
    isLogX: query.get("logx") === "1",
    isLogY: query.get("log") !== "0",
    hasBand: query.get("band") !== "0",
    smooth: LEVELS.includes(smooth) ? smooth : FALLBACK.smooth,
  };
}

// What the address says of it; nothing, if it is bare.
export const saidOf = (query: URLSearchParams): string =>
  NAMES.flatMap((name) => (query.has(name) ? `${name}=${query.get(name)}` : [])).join();

export function settingsChanges({ x, isLogX, isLogY, hasBand, smooth }: CompareSettings): Changes {
  return {
    x: x === "step" ? null : x,
    logx: isLogX ? "1" : null,
    log: isLogY ? null : "0",
    band: hasBand ? null : "0",
    smooth: smooth === FALLBACK.smooth ? null : String(smooth),
  };
}

// A link for another browser, which may have been left otherwise: it says the axis in any case, and so is not bare.
export function linkOf(href: string, settings: CompareSettings): string {
  const url = new URL(href);
  for (const [name, value] of Object.entries({ ...settingsChanges(settings), x: settings.x }))
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  return url.href;
}

export function zoomOf(text: string | null): Zoom {
  const [from = Number.NaN, to = Number.NaN, more] = (text ?? "").split("~").map(Number);
  return Number.isFinite(from) && Number.isFinite(to) && from < to && more === undefined ? [from, to] : null;
}

// A thousandth of a thousandth of the stretch is finer than any screen.
export function zoomText(zoom: Zoom): string | null {
  if (zoom === null) return null;
  const digits = Math.max(0, Math.ceil(6 - Math.log10(zoom[1] - zoom[0])));
  return zoom.map((value) => String(Number(value.toFixed(Math.min(20, digits))))).join("~");
}

const PLACES = 10_000;

// `config.lr~0.5~1,optimizer~0~0.3334`: each brush from one place of its axis to another.
export function brushesOf(text: string | null): Brushes {
  const brushes = new Map<string, Range>();
  for (const part of (text ?? "").split(",")) {
    const [to, from, ...name] = part.split("~").reverse();
    const [low, high] = [Number(from), Number(to)];
    if (name.length > 0 && low <= high) brushes.set(decoded(name.reverse().join("~")), [low, high]);
  }
  return brushes;
}

// Rounded outwards, so that a run at the edge of its brush stays in it.
export function brushesText(brushes: Brushes): string | null {
  const parts = [...brushes].map(([name, [low, high]]) =>
    [encodeURIComponent(name), Math.floor(low * PLACES) / PLACES, Math.ceil(high * PLACES) / PLACES].join("~"),
  );
  return parts.length === 0 ? null : parts.join(",");
}

// What is no encoding is a name as it stands.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
