import { expect, test } from "vitest";
import { readSettings, settingsChanges } from "./address";
import type { PlotSettings } from "./settings";

const read = (text: string) => readSettings(new URLSearchParams(text));

test("What charts share goes into the address and comes back", () => {
  const all: PlotSettings[] = [
    { x: "step", last: 0, zoom: null, isLogX: false },
    { x: "metric:train/tokens", last: 100, zoom: [1, 2_000_000], isLogX: true },
    { x: "wall", last: 1000, zoom: [1_763_805_000.125, 1_763_805_000.25], isLogX: false },
    { x: "step", last: 0, zoom: [-5, 0.25], isLogX: false },
  ];
  for (const settings of all) {
    const changes = Object.entries(settingsChanges(settings)).filter(([, value]) => value !== null);
    expect(read(new URLSearchParams(changes as [string, string][]).toString())).toEqual(settings);
  }
});

test("An address that makes no sense shows all over steps", () => {
  const plain = { x: "step", last: 0, zoom: null, isLogX: false };
  for (const text of ["", "x=hour&last=7&zoom=3", "zoom=5~2", "zoom=a~b", "zoom=1~2~3", "x=metric:"])
    expect(read(text)).toEqual(plain);
});
