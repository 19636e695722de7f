import { expect, test } from "vitest";
import { apart, linearTicks, logTicks, niceCeil, xRange, yRange } from "./axes";
import { niceTimeRange, timeTicks } from "./times";

test("The x axis grows in steps and not with each point", () => {
  const ends = new Set<number>();
  for (let last = 1000; last <= 20_000; last += 10) ends.add(xRange(0, last)[1]);
  expect([...ends]).toEqual([1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10000, 15000, 20000]);
  expect(niceCeil(13_412)).toBe(15_000);
});

test("The y axis stays while the data fit, and gives back room only when most of it is empty", () => {
  const first = yRange(0.1, 2.4, false, null);
  expect(yRange(0.2, 2.3, false, first)).toBe(first);
  expect(yRange(0.2, 5, false, first)[1]).toBeGreaterThanOrEqual(5);
  expect(yRange(0.2, 0.3, false, first)).not.toBe(first);
});

test("A range always holds the data, on both kinds of axis", () => {
  const cases: [number, number][] = [
    [0.003, 2.5],
    [-4, 9],
    [7, 7],
    [-1e-9, 1e-9],
    [1e-8, 3],
    [1e12, 2e12],
  ];
  for (const [low, high] of cases) {
    const [begin, end] = yRange(low, high, false, null);
    expect(begin).toBeLessThanOrEqual(low);
    expect(end).toBeGreaterThanOrEqual(high);
    if (low <= 0) continue;
    const [bottom, top] = yRange(low, high, true, null);
    expect(bottom).toBeLessThanOrEqual(low);
    expect(top).toBeGreaterThanOrEqual(high);
  }
});

test("Ticks are round and have room", () => {
  expect(linearTicks(0, 15_000, 4)).toEqual([0, 5000, 10_000, 15_000]);
  expect(logTicks(1e-6, 1, 8)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
  expect(logTicks(1e-8, 1, 4).length).toBeLessThanOrEqual(5);
});

const EXTREMES: [number, number][] = [
  [2 ** 52, 2 ** 52],
  [2 ** 53, 2 ** 53],
  [-(2 ** 53), -(2 ** 53)],
  [2 ** 53 - 2, 2 ** 53],
  [-(2 ** 53), 2 ** 53],
  [1e308, 1e308],
  [-Number.MAX_VALUE, Number.MAX_VALUE],
  [1e16, 1e16 + 2],
  [1_763_805_003, 1_763_805_003.0000002],
  [-5e-324, 0],
  [0, 5e-324],
  [5e-324, Number.MAX_VALUE],
  [7, 7],
];

test("Every axis ends, holds its data and has few ticks, however large or narrow its range", () => {
  for (const [low, high] of EXTREMES) {
    for (const [begin, end] of [xRange(low, high), yRange(low, high, false, null), niceTimeRange(low, high)]) {
      expect([begin, end].every(Number.isFinite)).toBe(true);
      expect(begin < end && begin <= low && end >= high).toBe(true);
      for (const ticks of [linearTicks(begin, end, 8), timeTicks(begin, end, 8), logTicks(begin, end, 8)]) {
        expect(ticks.length).toBeLessThan(60);
        expect(ticks.every(Number.isFinite)).toBe(true);
      }
    }
    expect(linearTicks(low, high, 8).length).toBeLessThan(60);
    expect(timeTicks(low, high, 8).length).toBeLessThan(60);
    if (low <= 0) continue;
    const [bottom, top] = yRange(low, high, true, null);
    expect(bottom > 0 && bottom <= low && top >= high && Number.isFinite(top)).toBe(true);
    expect(logTicks(bottom, top, 8).length).toBeLessThan(60);
  }
});

test("A lone step among the largest has an axis with columns of its own", () => {
  const [low, high] = xRange(2 ** 53, 2 ** 53);
  expect((high - low) / 640).toBeGreaterThan(2);
  expect(linearTicks(low, high, 4).length).toBeGreaterThan(1);
});

test("What is no range has no ticks", () => {
  for (const [low, high] of [
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    expect(linearTicks(low, high, 8).length).toBeLessThan(2);
    expect(timeTicks(low, high, 8).length).toBeLessThan(2);
    expect(logTicks(low, high, 8)).toEqual([]);
  }
});

test("Labels are moved apart, keep their order and stay inside", () => {
  const placed = apart([50, 52, 51, 198], 16, 0, 200);
  const sorted = [...placed].sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(16);
  expect(placed[0]).toBeLessThan(placed[2] ?? 0);
  expect(placed[2]).toBeLessThan(placed[1] ?? 0);
  expect(Math.max(...placed)).toBeLessThanOrEqual(200);
});
