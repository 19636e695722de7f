import { expect, test } from "vitest";
import { pointsOf } from "./spark";

const ys = (values: number[], scale: Parameters<typeof pointsOf>[3] = null) =>
  pointsOf(values, 60, 14, scale).map((point) => point?.y ?? null);

test("A course reaches from the bottom to the top, and a missing value is a gap", () => {
  expect(ys([1, Number.NaN, Math.E, Math.E ** 2])).toEqual([11.5, null, 6.5, 1.5]);
  expect(pointsOf([3, 4], 60, 14, null).map((point) => point?.x)).toEqual([1, 56]);
  expect(ys([3])).toEqual([]);
});

test("The largest numbers of both signs have places", () => {
  expect(ys([1e308, -1e308, 0])).toEqual([1.5, 11.5, 6.5]);
  expect(ys([Number.MAX_VALUE, -Number.MAX_VALUE])).toEqual([1.5, 11.5]);
  expect(ys([5e-324, Number.MAX_VALUE]).every(Number.isFinite)).toBe(true);
  expect(ys([7, 7])).toEqual([11.5, 11.5]);
});

test("Values that differ by rounding alone are level", () => {
  expect(ys([0.001, 0.0010000000000000002, 0.001])).toEqual([11.5, 11.5, 11.5]);
  expect(ys([-1e12, -1e12 + 0.001])).toEqual([11.5, 11.5]);
  expect(ys([0, 0])).toEqual([11.5, 11.5]);
  expect(ys([1, 1.00001])).toEqual([11.5, 1.5]);
});

test("What lies beyond a shared scale is drawn at its border", () => {
  expect(ys([-5, 5, 20], { low: 0, high: 10, isLog: false })).toEqual([11.5, 6.5, 1.5]);
  expect(ys([-5, 10], { low: 1, high: 10, isLog: true })).toEqual([11.5, 1.5]);
});
