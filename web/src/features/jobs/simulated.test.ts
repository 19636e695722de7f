import { expect, test } from "vitest";
import { courseOf, lawOf, lossAt } from "./simulated";

const values = (more: Record<string, string> = {}) =>
  new Map(Object.entries({ initial: "2.5", final: "0.3", k: "0.15", law: "exponential", ...more }));

test("The exponential falls from the first loss to the last, the power law from its sum", () => {
  const law = lawOf(values());
  if (law === null) throw new Error("no law");
  expect(lossAt(law, 0)).toBe(2.5);
  expect(lossAt(law, 0.1)).toBeCloseTo(0.3 + 2.2 * Math.exp(-1.5), 12);
  expect(lossAt(law, 1)).toBeCloseTo(0.3, 5);
  expect(lossAt({ ...law, isPower: true }, 0)).toBe(2.8);
  expect(lossAt({ ...law, isPower: true }, 1)).toBeCloseTo(2.5 * 100 ** -0.15 + 0.3, 12);
});

test("The noise narrows by four fifths and stays above its floor", () => {
  const law = lawOf(values({ final: "0.06" }));
  if (law === null) throw new Error("no law");
  const course = courseOf(law, 11);
  expect(course[0]).toEqual({ mean: 2.5, low: 2.3, high: 2.7 });
  expect(course[10]?.low).toBe(0.05);
  expect((course[10]?.high ?? 0) - (course[10]?.mean ?? 0)).toBeCloseTo(0.04, 6);
});

test("What is no number is no law", () => {
  expect(lawOf(values({ k: "fast" }))).toBeNull();
  expect(lawOf(values({ k: "" }))).toBeNull();
});
