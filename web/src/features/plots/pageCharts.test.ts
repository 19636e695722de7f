import { expect, test } from "vitest";
import { chartsChanges, placeOf, readCharts, smoothText, strengthAt } from "./pageCharts";

test("How a page draws survives its address", () => {
  const charts = { isLog: false, hasBand: false, smooth: 0.98, isSynced: false, columns: 3 };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chartsChanges(charts))) if (value !== null) query.set(name, value);
  expect(readCharts(query)).toEqual(charts);
});

test("What an address does not say, or says wrongly, is as it suits", () => {
  const plain = { isLog: null, hasBand: true, smooth: null, isSynced: true, columns: null };
  expect(readCharts(new URLSearchParams())).toEqual(plain);
  expect(readCharts(new URLSearchParams("smooth=7&cols=99&log=maybe"))).toEqual(plain);
  expect(Object.values(chartsChanges(plain))).toEqual([null, null, null, null, null]);
});

test("The slider runs from off to very strong, and back to where it was", () => {
  expect(strengthAt(0)).toBe(0);
  for (const place of [1, 20, 50, 68, 100]) expect(Math.abs(placeOf(strengthAt(place)) - place)).toBeLessThanOrEqual(1);
  expect(strengthAt(100)).toBeLessThan(1);
  expect([smoothText(0), smoothText(0.98)]).toEqual(["off", ".98"]);
});
