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

test("CMP takes names of several words, quoted or as they are, and half of the last one", () => {
  const names = ["grid lr=0.1 seed=0", "grid lr=0.1 seed=1", "grid", "bulk 0001"];
  const runs = names.map((name, i) => ({ id: `run_${i}`, name }) as Run);
  const idsOf = (line: string) => {
    const intent = completeCompare(line, runs)[0]?.intent;
    return intent?.kind === "compare" ? intent.ids : null;
  };
  expect(idsOf("grid lr=0.1 seed=0 grid lr=0.1 seed=1")).toEqual(["run_0", "run_1"]);
  expect(idsOf('"grid lr=0.1 seed=0" grid "bulk 0001"')).toEqual(["run_0", "run_2", "run_3"]);
  expect(idsOf('"grid lr=*"')).toEqual(["run_0", "run_1"]);
  expect(idsOf("grid bulk 0001")).toEqual(["run_2", "run_3"]);
  const half = completeCompare("grid bulk 00", runs)[0];
  expect([half?.line, half?.label]).toEqual(['CMP grid "bulk 0001"', "bulk 0001"]);
  expect(completeCompare('grid "bulk 00', runs)[0]?.line).toBe('CMP grid "bulk 0001"');
  expect(completeCompare("grid nonsense", runs)).toEqual([]);
});
