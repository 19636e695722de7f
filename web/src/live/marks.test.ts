import { expect, test } from "vitest";
import { Marks } from "./marks";

test("Marks past the limit are joined, and every one of them is still counted", () => {
  const marks = new Marks();
  for (let step = 0; step < 1000; step++) {
    marks.add({ kind: step % 2 === 0 ? "NaN" : "+Inf", from: step, to: step, count: 1 });
  }
  const all = marks.all();
  expect(all.length).toBeLessThanOrEqual(256);
  expect(all.reduce((sum, mark) => sum + mark.count, 0)).toBe(1000);
  expect(all.map((mark) => mark.from)).toEqual(all.map((mark) => mark.from).sort((a, b) => a - b));
});
