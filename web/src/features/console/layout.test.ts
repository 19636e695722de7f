import { expect, test } from "vitest";
import { cut, flatLayout, plainText, toneOf, widthOf, wrappedLayout } from "./layout";

test("Lines that are not wrapped lie one below the other", () => {
  const layout = flatLayout(1000);
  expect([layout.rows, layout.rowOf(7), layout.lineAt(7), layout.lineAt(5000), layout.lineAt(-3)]).toEqual([
    1000, 7, 7, 999, 0,
  ]);
});

test("A wrapped line takes as many rows as its text needs, an unread or empty one takes one", () => {
  const widths = [10, 0, 25, null, 11];
  const layout = wrappedLayout(5, 10, (line) => widths[line] ?? null);
  expect([0, 1, 2, 3, 4, 5].map(layout.rowOf)).toEqual([0, 1, 2, 5, 6, 8]);
  expect(layout.rows).toBe(8);
  expect([0, 1, 2, 3, 4, 5, 6, 7, 99].map(layout.lineAt)).toEqual([0, 1, 2, 2, 2, 3, 4, 4, 4]);
});

test("Terminal codes go, and a progress bar shows what it wrote last", () => {
  expect(plainText("\u001b[31mred\u001b[0m alert")).toBe("red alert");
  expect(plainText("10%\r 50%\r100% done\r")).toBe("100% done");
  expect(plainText("plain")).toBe("plain");
});

test("East Asian characters take two columns", () => {
  expect(widthOf("abc")).toBe(3);
  expect(widthOf("損失 1")).toBe(6);
});

test("A line's tone is what it says of itself", () => {
  expect(toneOf("2026 ERROR nan in loss")).toBe("err");
  expect(toneOf("ValueError: bad shape")).toBe("err");
  expect(toneOf("WARNING: slow loader")).toBe("warn");
  expect(toneOf("no errors so far, error rate 0.1")).toBe("sub");
});

test("Every match of a search is cut out, whatever its case", () => {
  expect(cut("Loss loss LOSS", "loss")).toEqual(["", "Loss", " ", "loss", " ", "LOSS", ""]);
  expect(cut("a", "")).toEqual(["a"]);
  expect(cut("nothing", "x")).toEqual(["nothing"]);
});
