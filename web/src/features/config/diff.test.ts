import { expect, test } from "vitest";
import { diffOf } from "./diff";
import { flatten } from "./flatten";

test("Two configs stand side by side, with what only one of them has", () => {
  const own = flatten({ lr: 0.1, optim: { name: "adam", decay: 0 } });
  const other = flatten({ lr: 0.2, optim: { name: "adam" }, seed: 3 });
  const lines = diffOf(own, other).map((line) => [line.path, line.own, line.other, line.differs]);
  expect(lines).toEqual([
    ["lr", "0.1", "0.2", true],
    ["optim.name", "adam", "adam", false],
    ["optim.decay", "0", null, true],
    ["seed", null, "3", true],
  ]);
});
