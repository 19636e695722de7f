import { expect, test } from "vitest";
import { unloadable, unpromotable, VALIDITY } from "./fit";

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
