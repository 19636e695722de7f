import { afterEach, expect, test, vi } from "vitest";
import { DEFAULT, readLayout } from "./layout";

afterEach(() => vi.unstubAllGlobals());

const stored = (value: unknown) =>
  vi.stubGlobal("localStorage", { getItem: () => (typeof value === "string" ? value : JSON.stringify(value)) });

test("A layout that was stored is read again, and what is no layout gives the default", () => {
  const mine = DEFAULT.slice(0, 3);
  stored(mine);
  expect(readLayout()).toEqual(mine);
  const [first] = DEFAULT;
  for (const wrong of ["{", null, [], {}, [{ ...first, x: 11 }], [{ ...first, kind: "x" }], [{ ...first, w: 0.5 }]]) {
    stored(wrong);
    expect(readLayout()).toBe(DEFAULT);
  }
});
