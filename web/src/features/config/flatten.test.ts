import { expect, test } from "vitest";
import { bySection, flatten } from "./flatten";

test("Nested values become sections and dotted lines, and nothing is left out", () => {
  const entries = flatten({
    lr: 0.001,
    optimizer: { name: "adam", betas: [0.9, 0.999], inner: { eps: 1e-8 } },
    empty: {},
    none: null,
  });
  expect(entries.map((entry) => [entry.section, entry.name, entry.value])).toEqual([
    ["run", "lr", "0.001"],
    ["optimizer", "name", "adam"],
    ["optimizer", "betas", "[0.9,0.999]"],
    ["optimizer", "inner.eps", "1e-8"],
    ["run", "empty", "{}"],
    ["run", "none", "null"],
  ]);
  expect(flatten({ lr: 0.0000177950574875 })[0]).toMatchObject({ value: "0.0000177950574875", short: "1.78e-5" });
  expect(bySection(entries).map(([name, lines]) => [name, lines.length])).toEqual([
    ["run", 3],
    ["optimizer", 3],
  ]);
});
