import { expect, test } from "vitest";
import { cut, HIGH, type Parts, pictureOf, WIDE } from "./lineage";

const thing = (title: string, isGone = false) => ({
  id: title,
  title,
  text: "",
  href: isGone ? null : `/${title}`,
  isGone,
});
const parts = (change: Partial<Parts> = {}): Parts => ({
  dataSet: thing("digits"),
  base: null,
  run: thing("mlp"),
  model: thing("best"),
  checkpoint: "step 500",
  made: [],
  ...change,
});

test("A data set leads to the run, the run to the model", () => {
  const { boxes, arrows, sentence } = pictureOf(parts());
  expect(boxes.map(({ kind, title }) => `${kind} ${title}`)).toEqual(["DATA SET digits", "RUN mlp", "MODEL best"]);
  expect(arrows.map(({ from, to, text }) => [from.title, to.title, text])).toEqual([
    ["digits", "mlp", ""],
    ["mlp", "best", "step 500"],
  ]);
  expect(sentence).toBe("Model best comes from step 500 of run mlp, which was given data set digits.");
});

test("What went in and what was made of it stand above each other, the others in their middle", () => {
  const { boxes, arrows, height, width } = pictureOf(
    parts({ base: thing("resnet"), made: [thing("a"), thing("b"), thing("c")] }),
  );
  const at = (title: string) => boxes.find((box) => box.title === title);
  expect(height).toBe(3 * HIGH + 20);
  expect(at("mlp")?.y).toBe((height - HIGH) / 2);
  expect(at("digits")?.y).toBeLessThan(at("resnet")?.y ?? 0);
  expect(at("c")).toMatchObject({ x: width - WIDE, y: height - HIGH });
  expect(arrows).toHaveLength(2 + 1 + 3);
});

test("What was deleted is still named, and leads nowhere", () => {
  const { boxes, sentence } = pictureOf(parts({ dataSet: null, run: thing("run_1", true) }));
  expect(boxes.map(({ x, href }) => [x, href])).toEqual([
    [0, null],
    [WIDE + 68, "/best"],
  ]);
  expect(sentence).toContain("of run run_1 (deleted).");
});

test("A long name is cut", () => {
  expect(cut("short", 10)).toBe("short");
  expect(cut("0123456789abc", 10)).toBe("012345678…");
});
