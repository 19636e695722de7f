import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MetricSummary, Run } from "../../api/wire";
import { differenceOf } from "../../live/difference";
import { fieldOf, flatConfig } from "../../live/fields";
import { formatField } from "../../ui/field";
import { scrollFor, visibleRows } from "../../ui/visible";
import { columnOf, columnsText, defaultColumns, parseColumns } from "./columns";
import { csvOf } from "./csv";
import { differing } from "./differing";
import { placeColumns } from "./layout";
import { ALL, choose, countOf, isChosen, NONE, toggle } from "./selection";
import { isSameView } from "./views";

const base = JSON.parse(
  readFileSync(new URL("../../../../contract/fixtures/run.json", import.meta.url), "utf8"),
) as Run;
const runOf = (name: string, config: Record<string, unknown>, loss: number | "NaN"): Run => ({
  ...base,
  id: `run_${name}`,
  name,
  config,
  metrics: {
    loss: { latest: loss, step: 1, min: 0, min_step: 0, max: 1, max_step: 0, best: 0, goal: "min", count: 1 },
  },
});
const a = runOf("a", { lr: 0.1, optim: { name: "adam" }, seed: 1, list: [1, 2] }, 2);
const b = runOf("b", { lr: 0.01, optim: { name: "adam" }, seed: 1 }, 1);

test("Fields are read by their name, settings by their path, metrics by their part", () => {
  expect([...flatConfig(a.config).keys()]).toEqual(["lr", "optim.name", "seed", "list"]);
  expect(fieldOf(a, "config.optim.name")).toBe("adam");
  expect(fieldOf(a, "config.list")).toBe("[1,2]");
  expect(fieldOf(a, "config.absent")).toBeNull();
  expect(fieldOf(a, "metric.loss.max")).toBe(1);
  expect(fieldOf(a, "name")).toBe("a");
});

test("Columns survive the address, pinned ones first, unknown ones left out", () => {
  const columns = parseColumns("metric.a%2Cb.best,name!,nonsense,config.lr,name");
  expect(columns.map(({ name }) => name)).toEqual(["name", "metric.a,b.best", "config.lr"]);
  expect(parseColumns(columnsText(columns))).toEqual(columns);
  expect(columnOf("metric.a,b.best")).toMatchObject({ title: "a,b", sub: "best", sort: "metric.a,b.best" });
});

test("Settings that differ are proposed before those that are equal", () => {
  const names = defaultColumns([a, b]).map(({ name }) => name);
  expect(names.indexOf("config.lr")).toBeLessThan(names.indexOf("config.seed"));
  expect(names).toContain("metric.loss");
});

test("A loss that fell is better, a difference of none is said", () => {
  expect(differenceOf(b, a, "loss")).toMatchObject({ text: "-50.0%", tone: "good" });
  expect(differenceOf(a, b, "loss")).toMatchObject({ text: "+100.0%", tone: "err", share: 1 });
  expect(differenceOf(a, a, "loss")).toMatchObject({ text: "=", share: 0 });
  expect(differenceOf(runOf("c", {}, "NaN"), a, "loss")).toMatchObject({ text: "≠" });
  expect(differenceOf(a, b, "absent")).toBeNull();
  const paced = (name: string, value: number) => {
    const run = runOf(name, {}, value);
    return { ...run, metrics: { lr: { ...(run.metrics.loss as MetricSummary), goal: "max" as const } } };
  };
  expect(differenceOf(paced("d", 0.2), paced("e", 0.1), "lr")).toMatchObject({ text: "+100.0%", tone: "muted" });
});

test("Columns without a difference go, from the baseline or among the rows", () => {
  const columns = ["name", "config.lr", "config.seed", "config.optim.name"].map((name) => columnOf(name));
  const shown = columns.filter((column) => column !== null);
  expect(differing(shown, [b], a).map(({ name }) => name)).toEqual(["name", "config.lr"]);
  expect(differing(shown, [a, b], null).map(({ name }) => name)).toEqual(["name", "config.lr"]);
});

test("A column with words stands left, and widths only grow", () => {
  const kept = new Map<string, number>();
  const columns = parseColumns("name!,config.optim.name,config.lr");
  const { placed, width } = placeColumns(columns, [a, b], null, kept);
  expect(placed.map(({ isNumber }) => isNumber)).toEqual([false, false, true]);
  expect(width).toBe(54 + placed.reduce((sum, column) => sum + column.width, 0));
  expect(placeColumns(columns, [], null, kept).placed.map(({ width }) => width)).toEqual(
    placed.map(({ width }) => width),
  );
});

test("All but one of a filter may be selected", () => {
  expect(countOf(toggle(ALL, "x"), 100)).toBe(99);
  expect(isChosen(toggle(ALL, "x"), "x")).toBe(false);
  expect(isChosen(toggle(ALL, "x"), "y")).toBe(true);
  expect([...choose(NONE, ["x", "y"], true).ids]).toEqual(["x", "y"]);
  expect(countOf(choose(choose(NONE, ["x"], true), ["x"], false), 5)).toBe(0);
});

test("Only the rows in view and some beyond are drawn, at any place of a long list", () => {
  expect(visibleRows(0, 210, 21, 100_000)).toEqual([0, 19]);
  expect(visibleRows(21 * 50_000, 210, 21, 100_000)).toEqual([49_992, 50_019]);
  expect(visibleRows(21 * 99_999, 210, 21, 100_000)).toEqual([99_991, 100_000]);
  expect(visibleRows(0, 210, 21, 0)).toEqual([0, 0]);
  expect(scrollFor(5, 0, 210, 21)).toBe(0);
  expect(scrollFor(20, 0, 210, 21)).toBe(231);
  expect(scrollFor(3, 210, 210, 21)).toBe(63);
});

test("Values are told as their writer would write them", () => {
  expect(formatField("config.lr", 0.0003)).toBe("3e-4");
  expect(formatField("config.lr", 0.001)).toBe("0.001");
  expect(formatField("config.big", 1e9)).toBe("1e9");
  expect(formatField("created_at", "2026-11-22T05:33:01.123456Z")).toBe("11-22 05:33:01");
  expect(formatField("metric.loss", "NaN")).toBe("NaN");
  expect(formatField("step", 13412)).toBe("13,412");
});

test("A table saved as CSV quotes what needs it, and hides no formula", () => {
  const run = { ...a, name: 'say "hi", x', notes: "=1+1" };
  expect(csvOf([run], parseColumns("name,notes,spark,config.lr,metric.loss"))).toBe(
    'id,name,notes,config.lr,metric.loss\r\nrun_a,"say ""hi"", x",\'=1+1,0.1,2\r\n',
  );
});

test("Views are the same whatever the order of their names", () => {
  expect(isSameView("a=1&b=2", "b=2&a=1")).toBe(true);
  expect(isSameView("a=1", "a=2")).toBe(false);
});
