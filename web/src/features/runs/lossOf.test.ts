import { expect, test } from "vitest";
import type { Status } from "../../api/wire";
import { epochsOf, leftOf } from "./lossOf";

test("A run that has gone on past its epochs is in none of so many", () => {
  expect(epochsOf({ epoch: 2, epochs: 2 })).toBe(2);
  expect(epochsOf({ epoch: 4, epochs: 2 })).toBeNull();
  expect(epochsOf({ epoch: null, epochs: 2 })).toBe(2);
  expect(epochsOf({ epoch: 4, epochs: null })).toBeNull();
});

test("Only a run that runs has time left, and one that stalls says that instead", () => {
  const left = (status: Status, stalled = false) => leftOf({ status, stalled, eta_seconds: 90 });
  expect([left("running"), left("running", true)]).toEqual(["1m", "stalled"]);
  for (const status of ["queued", "completed", "failed", "cancelled", "interrupted"] as const)
    expect(left(status)).toBe("–");
});
