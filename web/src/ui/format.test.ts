import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatBytes, formatClock, formatElapsed, formatLeft, formatTag, formatTick, formatValue } from "./format";

test("Time left is floored and written as the contract says", () => {
  const file = new URL("../../../contract/fixtures/durations.json", import.meta.url);
  const cases = JSON.parse(readFileSync(file, "utf8")) as { seconds: number; text: string }[];
  expect(cases.length).toBeGreaterThan(5);
  for (const { seconds, text } of cases) expect(formatLeft(seconds)).toBe(text);
  expect(formatLeft(null)).toBe("–");
});

test("Numbers have four significant digits, and an exponent below a thousandth", () => {
  const cases: [number | string | null, string][] = [
    [0.0003533, "3.533e-4"],
    [0.00275, "0.002750"],
    [0.8859, "0.8859"],
    [1, "1.000"],
    [23.8, "23.80"],
    [9999, "9999"],
    [13412, "13,412"],
    [2.5e12, "2.500e12"],
    [-0.5, "-0.5000"],
    [0, "0"],
    ["NaN", "NaN"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [null, "–"],
  ];
  for (const [value, text] of cases) expect(formatValue(value)).toBe(text);
});

test("Neighbouring ticks read differently, however close they are to each other", () => {
  expect([54_300, 54_305, 54_310].map((value) => formatTick(value, 5))).toEqual(["54.3k", "54.305k", "54.31k"]);
  expect([1_000_000, 1_000_002.5].map((value) => formatTick(value, 2.5))).toEqual(["1M", "1.0000025M"]);
  expect([0.12345, 0.12346].map((value) => formatTick(value, 0.00001))).toEqual(["0.12345", "0.12346"]);
});

test("Ticks are as short as they can be", () => {
  expect(
    [0, 5000, 2500, 15000, 1.5e6, 0.01, 0.0001, 0.3, 2.5e14, -1e15, 1e260, 3 * 1e259].map((value) => formatTick(value)),
  ).toEqual(["0", "5k", "2.5k", "15k", "1.5M", "0.01", "1e-4", "0.3", "250000G", "-1e15", "1e260", "3e259"]);
  expect(formatTag(0.00035333)).toBe("3.53e-4");
});

test("Elapsed time ticks to the second", () => {
  expect([0, 42.9, 64, 3905, 90061].map(formatElapsed)).toEqual(["0s", "42s", "1m 04s", "1h 05m 05s", "1d 01h 01m"]);
});

test("Clock time is UTC, whatever the zone of the machine", () => {
  expect(formatClock("2026-11-22T01:06:50.123456Z")).toBe("01:06:50");
  expect(formatClock("not a time")).toBe("not a time");
});

test("Sizes are short", () => {
  expect([0, 1023, 2048, 212345, 1.5e9, null].map(formatBytes)).toEqual([
    "0 B",
    "1023 B",
    "2.00 KiB",
    "207 KiB",
    "1.40 GiB",
    "–",
  ]);
});
