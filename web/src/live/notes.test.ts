import { expect, test } from "vitest";
import { mergeNotes } from "./notes";

test("Nothing that either of two people wrote is lost", () => {
  expect(mergeNotes("a", "a b", "a")).toBe("a b");
  expect(mergeNotes("a", "a", "a c")).toBe("a c");
  expect(mergeNotes("a", "a b", "a b")).toBe("a b");
  expect(mergeNotes("a", "a\nmine", "a\ntheirs")).toBe("a\ntheirs\nmine");
  expect(mergeNotes("a", "a mine", "a theirs")).toBe("a theirs\n mine");
  expect(mergeNotes("a", "b", "a\ntheirs")).toBe("b\ntheirs");
  expect(mergeNotes("a", "b", "c")).toBe("c\nb");
  expect(mergeNotes("", "mine", "theirs")).toBe("theirs\nmine");
  expect(mergeNotes("a", "", "a\ntheirs")).toBe("\ntheirs");
});
