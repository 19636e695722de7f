import { expect, test } from "vitest";
import { epochsOf } from "./lossOf";

test("A run that has gone on past its epochs is in none of so many", () => {
  expect(epochsOf({ epoch: 2, epochs: 2 })).toBe(2);
  expect(epochsOf({ epoch: 4, epochs: 2 })).toBeNull();
  expect(epochsOf({ epoch: null, epochs: 2 })).toBe(2);
  expect(epochsOf({ epoch: 4, epochs: null })).toBeNull();
});
