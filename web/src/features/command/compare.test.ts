import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { completeCompare } from "./compare";

const labelOf = (line: string, count: number): string | undefined => {
  const runs = Array.from({ length: count }, (_, i) => ({ id: `run_${i}`, name: `sweep-${i}` }) as Run);
  return completeCompare(line, runs)[0]?.label;
};

test("CMP says how many runs it compares, and never a number that may be too small", () => {
  expect(labelOf("sweep-0", 1)).toBe("compare 1 run");
  expect(labelOf("sweep-*", 99)).toBe("compare 99 runs");
  expect(labelOf("sweep-*", 100)).toBe("compare the first 100 of at least 100 runs");
  expect(labelOf("sweep-*", 1250)).toBe("compare the first 100 of at least 1,250 runs");
  const names = Array.from({ length: 101 }, (_, i) => `sweep-${i}`).join(" ");
  expect(labelOf(names, 101)).toBe("compare the first 100 of 101 runs");
});
