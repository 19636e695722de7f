import { expect, test } from "vitest";
import { bestFit, unloadable, unpromotable, VALIDITY } from "./fit";

test("A checkpoint whose file is missing can be neither loaded nor promoted, and says why", () => {
  const missing = { validity: "missing", reason: null } as const;
  expect(unloadable(missing)).toBe("its file is missing");
  expect(unpromotable({ ...missing, reason: "/m/a.pt is gone" })).toBe("/m/a.pt is gone");
  expect(VALIDITY.missing.isFit).toBe(false);
});

test("What is valid or was never looked into is left to the reader", () => {
  for (const validity of ["valid", "unverified"] as const) {
    expect(unloadable({ validity, reason: null })).toBeUndefined();
    expect(unpromotable({ validity, reason: null })).toBeUndefined();
  }
  expect(unloadable({ validity: "changed", reason: null })).toBeUndefined();
  expect(unpromotable({ validity: "changed", reason: null })).toBe("its file is changed");
});

test("What is promoted unasked is the best whose file is there, else the newest", () => {
  const of = (id: string, validity: "valid" | "missing", is_best: boolean, day: number) =>
    ({ id, validity, is_best, reason: null, created_at: `2026-01-0${day}T00:00:00Z` }) as const;
  const [old, young] = [of("old", "valid", false, 1), of("young", "valid", false, 2)];
  expect(bestFit([old, of("best", "valid", true, 1), young])?.id).toBe("best");
  expect(bestFit([old, of("gone", "missing", true, 3), young])?.id).toBe("young");
  expect(bestFit([of("gone", "missing", true, 3)])).toBeUndefined();
});
