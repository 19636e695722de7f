import { expect, test } from "vitest";
import { frameUnder, isOfChart } from "./touch";

const at = (...xs: number[]) => xs.map((x) => ({ x, y: 10 }));

test("One finger takes what is under it along", () => {
  expect(frameUnder(at(100), at(140), 300)).toEqual([-40, 260]);
});

test("Two fingers keep what is under them, in whichever order they are", () => {
  expect(frameUnder(at(100, 200), at(50, 250), 300)).toEqual([75, 225]);
  expect(frameUnder(at(200, 100), at(50, 250), 300)).toEqual([75, 225]);
  expect(frameUnder(at(100, 200), at(100, 150), 300)).toEqual([-100, 500]);
});

test("Fingers one above the other do not zoom without bound", () => {
  expect(frameUnder(at(100, 101), at(100, 124), 300)).toEqual([-11.5, 288.5]);
});

test("A movement to the side is the chart's, one up or down the page's, and a short one neither's", () => {
  const start = [{ x: 100, y: 100 }];
  expect(isOfChart(start, [{ x: 120, y: 105 }])).toBe(true);
  expect(isOfChart(start, [{ x: 104, y: 130 }])).toBe(false);
  expect(isOfChart(start, [{ x: 103, y: 103 }])).toBe(null);
  expect(isOfChart(start, at(100, 200))).toBe(true);
});
