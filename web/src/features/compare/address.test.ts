import { expect, test } from "vitest";
import { brushesOf, brushesText, linkOf, saidOf, settingsChanges, settingsOf, zoomOf, zoomText } from "./address";
import type { CompareSettings } from "./settings";

const plain: CompareSettings = { x: "step", isLogX: false, isLogY: true, hasBand: true, smooth: 0.6 };
const other: CompareSettings = { x: "relative", isLogX: true, isLogY: false, hasBand: false, smooth: 0 };
const queryOf = (changes: Record<string, string | null>): URLSearchParams =>
  new URLSearchParams(Object.entries(changes).filter((change): change is [string, string] => change[1] !== null));

test("How the charts draw comes back from the address, which holds only what is not usual", () => {
  expect(queryOf(settingsChanges(other)).toString()).toBe("x=relative&logx=1&log=0&band=0&smooth=0");
  expect(queryOf(settingsChanges(plain)).toString()).toBe("");
  expect(settingsOf(queryOf(settingsChanges(other)))).toEqual(other);
  expect(settingsOf(new URLSearchParams("x=noon&smooth=7&logx=maybe"))).toEqual(plain);
});

test("A copied link says how it draws even where that is usual, for a browser that was left otherwise", () => {
  const link = new URL(linkOf("http://host/compare?runs=a,b&smooth=0", plain));
  expect(link.search).toBe("?runs=a%2Cb&x=step");
  expect([saidOf(link.searchParams), saidOf(new URLSearchParams("runs=a,b"))]).toEqual(["x=step", ""]);
  expect(settingsOf(link.searchParams)).toEqual(plain);
});

test("A zoom comes back as fine as a screen can show it, and what is none is none", () => {
  expect(zoomText([1000.123456789, 3000.5])).toBe("1000.123~3000.5");
  expect(zoomOf("1000.123~3000.5")).toEqual([1000.123, 3000.5]);
  for (const text of [null, "", "3~1", "a~b", "1~2~3"]) expect(zoomOf(text)).toBeNull();
  expect(zoomText(null)).toBeNull();
});

test("Brushes come back by the names of their axes, with the runs at their edges", () => {
  const text = brushesText(
    new Map([
      ["config.a~b,c", [1 / 3, 2 / 3]],
      ["metric.val/loss", [0, 0.5]],
    ]),
  );
  expect(text).toBe("config.a~b%2Cc~0.3333~0.6667,metric.val%2Floss~0~0.5");
  expect([...brushesOf(text)]).toEqual([
    ["config.a~b,c", [0.3333, 0.6667]],
    ["metric.val/loss", [0, 0.5]],
  ]);
  expect(brushesText(new Map())).toBeNull();
  for (const nothing of [null, "", "lr", "lr~1", "lr~x~1", "lr~1~0"]) expect(brushesOf(nothing).size).toBe(0);
});
