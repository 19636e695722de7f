import { expect, test } from "vitest";
import { counted } from "./counted";

test("One is one run, any other number are runs", () => {
  expect([0, 1, 2, 1250].map((count) => counted(count, "run"))).toEqual(["0 runs", "1 run", "2 runs", "1,250 runs"]);
});
