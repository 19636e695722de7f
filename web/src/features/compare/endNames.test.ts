import { expect, test } from "vitest";
import { shorten } from "./endNames";

test("A long name keeps its beginning and its end", () => {
  expect(shorten("adam-0.1")).toBe("adam-0.1");
  expect(shorten("digits-mlp-lr0.01-seed3")).toBe("digits-m….01-seed3");
  expect(shorten("digits-mlp-lr0.01-seed3").length).toBe(18);
});
