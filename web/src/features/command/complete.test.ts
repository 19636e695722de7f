import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { complete, ghostOf, refusalOf } from "./complete";

const base = JSON.parse(
  readFileSync(new URL("../../../../contract/fixtures/run.json", import.meta.url), "utf8"),
) as Run;
const runs = ["digits-mlp-s1", "digits-mlp-s2", "whisper", "my-digits"].map(
  (name, i): Run => ({ ...base, id: `run_${i}`, name }),
);
const pages = [{ word: "TERMINAL", path: "/" }];

test("RUN completes the names of real runs, those that begin with the text first", () => {
  expect(complete("run digits", runs, pages).map((suggestion) => suggestion.label)).toEqual([
    "digits-mlp-s1",
    "digits-mlp-s2",
    "my-digits",
  ]);
  expect(complete("RUN whisper", runs, pages)[0]?.intent).toEqual({ kind: "run", id: "run_2" });
  expect(complete("RUN nothing", runs, pages)).toEqual([]);
});

test("A name without a verb means RUN", () => {
  expect(complete("whis", runs, pages)[0]).toMatchObject({ line: "RUN whisper", intent: { kind: "run", id: "run_2" } });
});

test("GO completes pages, THEME its two choices, an empty line the verbs", () => {
  expect(complete("GO t", runs, pages)[0]?.intent).toEqual({ kind: "page", path: "/" });
  expect(complete("theme l", runs, pages)[0]?.intent).toEqual({ kind: "theme", theme: "light" });
  expect(complete("", runs, pages).map((suggestion) => suggestion.label)).toEqual([
    "RUN",
    "CMP",
    "GO",
    "STOP",
    "CKPT",
    "TAG",
    "THEME",
    "LETTERS",
    "LAYOUT",
    "KEYS",
  ]);
});

test("CMP takes names, ids and patterns, and completes the last word", () => {
  const ids = (line: string, i = 0) => {
    const intent = complete(line, runs, pages)[i]?.intent;
    return intent?.kind === "compare" ? intent.ids : null;
  };
  expect(ids("CMP digits-mlp-s1 whisper")).toEqual(["run_0", "run_2"]);
  expect(ids("cmp digits-*")).toEqual(["run_0", "run_1"]);
  expect(ids("CMP whisper digits-mlp")).toEqual(["run_2", "run_0"]);
  expect(complete("CMP whisper digits-mlp", runs, pages)[1]?.line).toBe("CMP whisper digits-mlp-s2");
  expect(ghostOf("CMP whisper digits-mlp-s", complete("CMP whisper digits-mlp-s", runs, pages)[0])).toBe("1");
  expect(complete("CMP whisper nobody", runs, pages)).toEqual([]);
});

test("CMP opens nothing while one of its words is no run", () => {
  expect(complete("CMP nobody whisper", runs, pages)).toEqual([]);
  expect(refusalOf("CMP nobody whisper", runs)).toBe("no run is named nobody");
  expect(complete("CMP whisper i", runs, pages)).toEqual([]);
  expect(refusalOf("CMP whisper i", runs)).toBe("no run is named i");
});

test("Runs of one name are told apart by their ids", () => {
  const twins = runs.map((run, i) => (i < 2 ? { ...run, name: "twin" } : run));
  expect(complete("RUN tw", twins, pages).map(({ label, hint, line }) => [label, hint, line])).toEqual([
    ["twin", "run_0", "RUN run_0"],
    ["twin", "run_1", "RUN run_1"],
  ]);
  expect(complete("CMP whisper tw", twins, pages).map(({ line }) => line)).toEqual([
    "CMP whisper run_0",
    "CMP whisper run_1",
  ]);
});

test("The ghost continues what is typed and never contradicts it", () => {
  const [best] = complete("run digits-mlp-s", runs, pages);
  expect(ghostOf("run digits-mlp-s", best)).toBe("1");
  expect(ghostOf("", best)).toBe("");
  expect(ghostOf("xyz", best)).toBe("");
});

test("STOP and CKPT name runs that run, LETTERS and LAYOUT say what they do", () => {
  const [first] = runs;
  if (first === undefined) throw new Error("no run");
  const mixed: Run[] = [
    { ...first, id: "a", name: "alive", status: "running" },
    { ...first, id: "b", name: "over", status: "completed" },
  ];
  expect(complete("stop ", mixed, pages).map(({ intent }) => intent)).toEqual([
    { kind: "steer", id: "a", command: "stop" },
  ]);
  expect(complete("ckpt al", mixed, pages)[0]?.intent).toEqual({ kind: "steer", id: "a", command: "checkpoint" });
  expect(complete("letters of", mixed, pages)[0]?.intent).toEqual({ kind: "letters", on: false });
  expect(complete("lay", mixed, pages)[0]?.intent).toEqual({ kind: "layout" });
});

test("TAG completes the run first, then says whether it gives the tag or takes it away", () => {
  expect(complete("TAG whis", runs, pages)[0]?.line).toBe("TAG whisper ");
  const tagged = runs.map((run): Run => (run.name === "whisper" ? { ...run, tags: ["kept"] } : run));
  expect(complete("TAG whisper good", tagged, pages)[0]).toMatchObject({
    label: "add good",
    intent: { kind: "tag", id: "run_2", tag: "good" },
  });
  expect(complete("TAG whisper kept", tagged, pages)[0]?.label).toBe("take away kept");
});

test("A run that has ended is told apart from one that is not there", () => {
  const ended = { id: "run_a", name: "digits", status: "completed", project: "p", tags: [] } as unknown as Run;
  expect(refusalOf("STOP digits", [ended])).toBe("digits is completed, not running");
  expect(refusalOf("STOP other", [ended])).toBe("no such command, run or page");
  expect(refusalOf("  ", [ended])).toBe("");
});
