import { expect, test } from "vitest";
import { retryDelay } from "./backoff";

test("The first retry is quick, then 1, 2, 4, 8, 16 and at most 30 seconds", () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7, 40].map((attempt) => Math.round(retryDelay(attempt, 1)));
  expect(longest).toEqual([300, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("Chance shortens a wait by at most a quarter and never lengthens it", () => {
  for (const attempt of [1, 2, 3, 10]) {
    expect(retryDelay(attempt, 0)).toBe(retryDelay(attempt, 1) * 0.75);
    expect(retryDelay(attempt, 0.5)).toBeLessThan(retryDelay(attempt, 1));
  }
});
