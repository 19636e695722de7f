import { expect, test } from "vitest";
import { chartOf, chartText } from "./chartAddress";

const LOSS = { isLog: true, hasBand: true, smooth: null };
const PLAIN = { isLog: false, hasBand: true, smooth: 0 };

test("What is as usual is not said, and all else comes back from its words", () => {
  expect([chartText(LOSS, LOSS), chartText(PLAIN, PLAIN)]).toEqual([null, null]);
  expect(chartText({ isLog: false, hasBand: false, smooth: 0.98 }, LOSS)).toBe("linear-noband-0.98");
  expect(chartText({ ...PLAIN, smooth: null }, PLAIN)).toBe("auto");
  for (const usual of [LOSS, PLAIN])
    for (const isLog of [true, false])
      for (const hasBand of [true, false])
        for (const smooth of [null, 0, 0.6, 0.995]) {
          const chart = { isLog, hasBand, smooth };
          expect(chartOf(chartText(chart, usual) ?? "", usual)).toEqual(chart);
        }
});

test("Words that nobody knows change nothing", () => {
  expect(chartOf("", LOSS)).toEqual(LOSS);
  expect(chartOf("loud-1-7--NaN-Infinity", LOSS)).toEqual(LOSS);
  expect(chartOf("loud-linear", LOSS)).toEqual({ ...LOSS, isLog: false });
});
