import { expect, test } from "vitest";
import { align } from "./align";
import type { Rows } from "./rows";

const rows = (points: [number, number | null][]): Rows => ({
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
  low: points.map(([, y]) => y),
  high: points.map(([, y]) => y),
});
const every = (values: number[]) => rows(values.map((x) => [x, x]));

test("A line that is logged less often is joined over the places of the other", () => {
  const [x, , , often, , , seldom] = align([every([0, 1, 2, 3, 4]), every([0, 2, 4])], []);
  expect(x).toEqual([0, 1, 2, 3, 4]);
  expect(often).toEqual([0, 1, 2, 3, 4]);
  expect([...(seldom ?? [])]).toEqual([0, undefined, 2, undefined, 4]);
});

test("A break stays a break over all places that other lines have within it", () => {
  const broken = rows([
    [0, 1],
    [5, null],
    [10, 2],
  ]);
  const columns = align([broken, every([0, 2, 4, 6, 8, 10])], []);
  expect([...(columns[3] ?? [])]).toEqual([1, null, null, null, null, null, 2]);
});

test("A place that one line has twice is there twice, and each line keeps its own", () => {
  const twice = rows([
    [1, 10],
    [1, 11],
    [2, 12],
  ]);
  const [x, , , first, , , second] = align([twice, every([1, 2])], []);
  expect(x).toEqual([1, 1, 2]);
  expect(first).toEqual([10, 11, 12]);
  expect([...(second ?? [])]).toEqual([1, undefined, 2]);
});

test("Random lines come through unchanged, whatever they share", () => {
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  for (let round = 0; round < 50; round++) {
    const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
      every(Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 30)).sort((a, b) => a - b)),
    );
    const [x, ...columns] = align(lines, []);
    expect(x).toEqual([...(x ?? [])].sort((a, b) => a - b));
    for (const [i, line] of lines.entries()) {
      const values = [...(columns[3 * i + 2] ?? [])].filter((value) => value !== undefined);
      expect(values).toEqual(line.y);
    }
  }
});
