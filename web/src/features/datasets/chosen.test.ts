import { expect, test } from "vitest";
import { bytesOf, type ChosenFile, chosenOf, folderOf, joined, typesOf } from "./chosen";

const file = (name: string, type = "", size = 1): ChosenFile => ({
  name,
  file: new File(["x".repeat(size)], name.split("/").at(-1) ?? "", { type }),
});

test("What systems leave in folders is left out and counted", () => {
  const chosen = chosenOf([file("a/2.png"), file("a/.DS_Store"), file("a/Thumbs.db"), file(".git/x"), file("a/1.png")]);
  expect(chosen.files.map(({ name }) => name)).toEqual(["a/1.png", "a/2.png"]);
  expect(chosen.left).toBe(3);
});

test("The folder that all files share names the set", () => {
  expect(folderOf(chosenOf([file("digits/0/a.png"), file("digits/b.png")]))).toBe("digits");
  expect(folderOf(chosenOf([file("digits/a.png"), file("other/b.png")]))).toBe("");
  expect(folderOf(chosenOf([file("a.png")]))).toBe("");
});

test("A second choice adds to the first, and the same name is the newer file", () => {
  const both = joined(chosenOf([file("a", "", 1), file("b", "", 2)]), chosenOf([file("b", "", 5), file("c", "", 7)]));
  expect(both.files.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect(bytesOf(both)).toBe(13);
});

test("Types are counted, the most frequent first", () => {
  const types = typesOf(chosenOf([file("a", "text/csv"), file("b", "image/png"), file("c", "image/gif"), file("d")]));
  expect(types).toEqual([
    ["image", 2],
    ["text", 1],
    ["other", 1],
  ]);
});
