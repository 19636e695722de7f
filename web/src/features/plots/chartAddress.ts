import type { ChartSettings } from "./settings";

// What of a chart is drawn otherwise than usual, in words for the address such as `linear-noband-0.98`. Null: nothing.
export function chartText(chart: ChartSettings, usual: ChartSettings): string | null {
  const words: (string | number)[] = [];
  if (chart.isLog !== usual.isLog) words.push(chart.isLog ? "log" : "linear");
  if (chart.hasBand !== usual.hasBand) words.push(chart.hasBand ? "band" : "noband");
  if (chart.smooth !== usual.smooth) words.push(chart.smooth ?? "auto");
  return words.length === 0 ? null : words.join("-");
}

// What such words say; of what they do not say, and where nobody knows them, as usual.
export function chartOf(text: string, usual: ChartSettings): ChartSettings {
  const chart = { ...usual };
  for (const word of text.split("-")) {
    const strength = word === "" ? Number.NaN : Number(word);
    if (word === "log" || word === "linear") chart.isLog = word === "log";
    else if (word === "band" || word === "noband") chart.hasBand = word === "band";
    else if (word === "auto") chart.smooth = null;
    else if (strength >= 0 && strength < 1) chart.smooth = strength;
  }
  return chart;
}
