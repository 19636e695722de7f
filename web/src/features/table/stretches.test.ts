import { expect, test } from "vitest";
import type { RunGroup } from "../../api/wire";
import {
  FOLDED,
  foldText,
  isFolded,
  keyOf,
  rangesOf,
  readFold,
  stretchAt,
  stretchesOf,
  toggleFold,
  UNFOLDED,
} from "./stretches";

const group = (value: string | null, count: number): RunGroup => ({ value, count, numbers: [] });
const groups = [group("adam", 3), group("sgd", 50_000), group(null, 2)];

test("Each group has a line for its head, and its runs lie one after the other in the list", () => {
  const open = stretchesOf(groups, UNFOLDED);
  expect(open.lines).toBe(50_008);
  expect(open.all.map(({ line, start }) => [line, start])).toEqual([
    [0, 0],
    [4, 3],
    [50_005, 50_003],
  ]);
  expect(stretchAt(open, 3)?.key).toBe("adam");
  expect(stretchAt(open, 4)?.key).toBe("sgd");
  expect(stretchAt(stretchesOf([], UNFOLDED), 0)).toBeUndefined();
});

test("What is looked at of several groups is read in as few stretches as there are", () => {
  const open = stretchesOf(groups, UNFOLDED);
  expect(rangesOf(open, 0, 10)).toEqual([[0, 8]]);
  expect(rangesOf(open, 5, 7)).toEqual([[3, 5]]);
  const folded = stretchesOf(groups, toggleFold(UNFOLDED, "sgd"));
  expect(folded.lines).toBe(8);
  expect(rangesOf(folded, 0, 8)).toEqual([
    [0, 3],
    [50_003, 50_005],
  ]);
  expect(rangesOf(stretchesOf(groups, FOLDED), 0, 3)).toEqual([]);
});

test("The address tells which groups are folded, or which are not", () => {
  const one = toggleFold(UNFOLDED, "a,b");
  expect(readFold(foldText(one))).toEqual(one);
  expect(foldText(toggleFold(one, "a,b"))).toBeNull();
  const all = toggleFold(FOLDED, keyOf(group(null, 1)));
  expect(foldText(FOLDED)).toBe("!");
  expect(readFold(foldText(all))).toEqual(all);
  expect([isFolded(all, "adam"), isFolded(all, keyOf(group(null, 1)))]).toEqual([true, false]);
  expect(readFold(null)).toEqual(UNFOLDED);
});
