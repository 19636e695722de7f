import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { Cells, pointCell } from "../../live/cells";
import { bestOf } from "./best";
import type { Line } from "./chartOptions";
import { tableOf } from "./diffTable";
import { defaultDimensions, dimensionOf, isInside, roomy } from "./dimension";
import { drawingOf, layOut } from "./drawing";
import { centers, columnOf, extentOf, meanOf } from "./grid";
import { groupKeys, groupsOf, looksOf } from "./groups";
import type { CompareSettings } from "./settings";
import { colorAt, MANY_RUNS, tintOf } from "./tint";

const base = JSON.parse(
  readFileSync(new URL("../../../../contract/fixtures/run.json", import.meta.url), "utf8"),
) as Run;
const runOf = (name: string, config: Record<string, unknown>, loss: number): Run => ({
  ...base,
  id: `run_${name}`,
  name,
  config,
  tags: [],
  group: null,
  primary: { loss: "loss", lr: null, accuracy: null },
  metrics: {
    loss: { latest: loss, step: 1, min: 0, min_step: 0, max: 1, max_step: 0, best: 0, goal: "min", count: 1 },
  },
});
const runs = [
  runOf("a", { optim: "adam", lr: 0.1, seed: 1 }, 3),
  runOf("b", { optim: "adam", lr: 0.001, seed: 2 }, 1),
  runOf("c", { optim: "sgd", lr: 0.01, seed: 3 }, 2),
];
const cellsOf = (points: [number, number][]): Cells => {
  const cells = new Cells();
  for (const [step, value] of points) cells.push(pointCell(step, step * 2, value));
  return cells;
};
const wish = { xOf: (step: number) => step, range: [0, 10] as [number, number], width: 10, smooth: 0 };
const given = (values: readonly (number | null | undefined)[]) => values.filter((value) => value !== undefined);

test("Curves of any spacing come onto the same columns, each with its exact extremes", () => {
  expect(centers([0, 10], 5)).toEqual([1, 3, 5, 7, 9]);
  const points: [number, number][] = [
    [0, 1],
    [0.5, 9],
    [5, 4],
    [99, 7],
  ];
  const column = columnOf(cellsOf(points), wish);
  expect(given(column.y)).toEqual([5, 4]);
  expect([column.low[0], column.high[0]]).toEqual([1, 9]);
});

test("A value that is no number breaks the line, and smoothing lags behind", () => {
  const points: [number, number][] = [
    [1, 1],
    [2, Number.NaN],
    [3, 3],
  ];
  expect(given(columnOf(cellsOf(points), wish).y)).toEqual([1, null, 3]);
  expect(columnOf(cellsOf(points), { ...wish, smooth: 0.5 }).y[3]).toBeCloseTo(7 / 3, 12);
});

test("A hole in an even log breaks the line, a sparse log does not", () => {
  const even = [0, 1, 2, 3, 60, 61, 62].map((step): [number, number] => [step, 1]);
  const wide = { ...wish, range: [0, 70] as [number, number], width: 70 };
  const { y, high } = columnOf(cellsOf(even), wide);
  expect(given(y)).toEqual([1, 1, 1, 1, ...new Array(56).fill(null), 1, 1, 1]);
  expect(high[30]).toBeNull();
  const sparse = [0, 20, 40, 60].map((step): [number, number] => [step, 1]);
  expect(given(columnOf(cellsOf(sparse), wide).y)).not.toContain(null);
});

test("The mean of a group takes each member from its first to its last value, and the line between", () => {
  const line = (end: [number, number], start: number) => columnOf(cellsOf([[0, start], end]), wish);
  const mean = meanOf([line([8, 8], 0), line([4, 4], 4)], 10);
  expect(mean.y[0]).toBe(2);
  expect(mean.y[4]).toBe(4);
  expect([mean.low[2], mean.high[2]]).toEqual([2, 4]);
  expect(mean.y[8]).toBe(8);
  expect(mean.y[9]).toBeUndefined();
  expect(extentOf([mean], true, false)).toEqual([0, 8]);
  expect(extentOf([mean], true, true)[0]).toBeGreaterThan(0);
});

test("The band of a group reaches to the least and greatest value of any of its runs, not of their means", () => {
  const spiky = cellsOf(Array.from({ length: 100 }, (_, i) => [i / 10, i === 55 ? 900 : i === 73 ? -900 : 1]));
  const calm = cellsOf([
    [0, 1],
    [9, 1],
  ]);
  for (const smooth of [0, 0.9]) {
    const line = columnOf(spiky, { ...wish, smooth });
    for (const members of [[line], [line, columnOf(calm, wish)]]) {
      const group = meanOf(members, 10);
      expect([group.high[5], group.low[7]]).toEqual([900, -900]);
      expect([group.low[5], group.high[7]]).toEqual([1, 1]);
      expect(Math.abs(group.y[5] ?? 0)).toBeLessThan(100);
      expect(extentOf([group], true, false)).toEqual([-900, 900]);
    }
  }
});

test("Runs group by what tells them apart, not by what each has alone", () => {
  expect(groupKeys(runs)).toEqual(["config.optim"]);
  expect(groupsOf(runs, "config.optim").map((group) => [group.name, group.runs.length])).toEqual([
    ["adam", 2],
    ["sgd", 1],
  ]);
});

test("A run keeps its look while others go and come", () => {
  const slots = new Map<string, number>();
  const [a, b, c] = runs as [Run, Run, Run];
  expect(looksOf([a, b], [], slots).get(b.id)?.color).toBe(1);
  expect(looksOf([b], [], slots).get(b.id)?.color).toBe(1);
  expect(looksOf([b, c], [], slots).get(c.id)?.color).toBe(0);
  const many = Array.from({ length: 20 }, (_, i) => runOf(String(i), {}, 1));
  const looks = [...looksOf(many, [], new Map()).values()].map(({ color, dash }) => `${color} ${dash}`);
  expect(new Set(looks).size).toBe(20);
});

test("In groups the colour is the group's and the dash the run's own", () => {
  const looks = looksOf(runs, groupsOf(runs, "config.optim"), new Map());
  expect([...looks.values()].map(({ color }) => color)).toEqual([0, 0, 1]);
  expect(looks.get("run_a")?.dash).not.toEqual(looks.get("run_b")?.dash);
});

test("Values stand between the ends of their axis: words evenly, wide numbers by their logarithm", () => {
  const lr = dimensionOf("config.lr", runs);
  expect(lr.isLog).toBe(true);
  expect(runs.map((run) => lr.place(run)?.toFixed(3))).toEqual(["1.000", "0.000", "0.500"]);
  expect(runs.map((run) => dimensionOf("config.optim", runs).place(run))).toEqual([0, 0, 1]);
  expect(dimensionOf("config.absent", runs).place(runs[0] as Run)).toBeNull();
  const extreme = [-1e308, 0, 1e308].map((lr, i) => runOf(`e${i}`, { lr }, lr));
  for (const name of ["config.lr", "metric.loss"]) {
    const dimension = dimensionOf(name, extreme);
    expect(extreme.map(dimension.place)).toEqual([0, 0.5, 1]);
    expect(dimension.ticks.every(({ at }) => Number.isFinite(at))).toBe(true);
  }
  expect(defaultDimensions(runs)).toEqual(["config.lr", "config.seed", "config.optim", "metric.loss"]);
});

test("Brushes keep the runs that pass all of them", () => {
  const dimensions = ["config.lr", "metric.loss"].map((name) => dimensionOf(name, runs));
  const names = (brushes: Record<string, [number, number]>) =>
    runs.filter((run) => isInside(run, dimensions, new Map(Object.entries(brushes)))).map((run) => run.name);
  expect(names({})).toEqual(["a", "b", "c"]);
  expect(names({ "config.lr": [0.4, 1] })).toEqual(["a", "c"]);
  expect(names({ "config.lr": [0.4, 1], "metric.loss": [0, 0.6] })).toEqual(["c"]);
});

test("The best run follows the goal of the metric", () => {
  expect(bestOf(runs, "loss")).toBe("run_b");
  expect(bestOf(runs, "absent")).toBeNull();
});

test("A log axis is given up where a value is not positive, and relative time begins with the first point", () => {
  const settings = { x: "relative", isLogX: false, isLogY: true, hasBand: true, smooth: 0 } as const;
  const points: [number, number][] = [
    [10, 1],
    [20, -1],
  ];
  const cells = new Map([["run_a", cellsOf(points)]]);
  const drawing = drawingOf(layOut(runs, cells, settings, null), [], looksOf(runs, [], new Map()), settings, null);
  expect(drawing.isLogY).toBe(false);
  expect(drawing.lines.map(({ name }) => name)).toEqual(["a"]);
  expect(drawing.xRange).toEqual([0, 20]);
});

test("No spike of any of many runs disappears, smoothed or not, nor is noise taken for one", () => {
  const many = Array.from({ length: 9 }, (_, i) => runOf(String(i), {}, 1));
  const noise = (i: number) => Math.sin(i * 12.9898) * 0.3 + Math.sin(i * 78.233) * 0.3;
  const spiky = (i: number) => (i === 4567 ? 60 : i === 8001 ? 0.001 : 0);
  const cells = new Map(
    many.map(({ id }, k) => [
      id,
      cellsOf(Array.from({ length: 10_000 }, (_, i) => [i, (k === 3 && spiky(i)) || 2 + noise(i)])),
    ]),
  );
  for (const smooth of [0, 0.9])
    for (const isLogY of [true, false]) {
      const settings = { x: "step", isLogX: false, isLogY, hasBand: true, smooth } as const;
      const draw = (wish: CompareSettings) =>
        drawingOf(layOut(many, cells, wish, null), [], looksOf(many, [], new Map()), wish, null);
      const { yRange, lines } = draw(settings);
      expect([yRange[0] <= 0.001, yRange[1] >= 60]).toEqual([true, true]);
      const { column, spikes } = lines[3] as Line;
      expect(spikes.map((i) => column.high[i])).toContain(60);
      if (isLogY) expect(spikes.map((i) => column.low[i])).toContain(0.001);
      expect(Math.max(...lines.filter((_, k) => k !== 3).map((line) => line.spikes.length))).toBeLessThan(2);
      expect(draw({ ...settings, hasBand: false }).lines.flatMap((line) => line.spikes)).toEqual([]);
    }
});

test("Points of one time, or at 0 of a log axis, say why there is no line", () => {
  const reasonOf = (points: [step: number, time: number][], wish: Partial<CompareSettings>) => {
    const settings: CompareSettings = { x: "step", isLogX: false, isLogY: true, hasBand: true, smooth: 0, ...wish };
    const cells = new Cells();
    for (const [step, time] of points) cells.push(pointCell(step, time, 1));
    const laid = layOut(runs, new Map([["run_a", cells]]), settings, null);
    return drawingOf(laid, [], looksOf(runs, [], new Map()), settings, null).reason;
  };
  const batch: [number, number][] = [1, 2, 3].map((step) => [step, 7]);
  for (const isLogX of [true, false]) expect(reasonOf(batch, { x: "relative", isLogX })).toMatch(/at one time/);
  expect(reasonOf(batch, { isLogX: true })).toBeNull();
  const two: [number, number][] = [0, 5].map((at) => [at, at]);
  for (const x of ["step", "relative"] as const) {
    expect(reasonOf(two, { x })).toBeNull();
    expect(reasonOf(two, { x, isLogX: true })).toMatch(/no place for 0/);
  }
});

test("A table of differences is copied as a spreadsheet takes it", () => {
  const runs = [runOf("a", { lr: 0.1, text: "x\ty" }, 1), runOf("b", { lr: 0.2 }, 2)];
  expect(tableOf(runs, ["config.lr", "config.text"])).toBe("key\ta\tb\nconfig.lr\t0.1\t0.2\nconfig.text\tx y\t");
});

test("Many runs are coloured by their first result, the best amber whatever its goal", () => {
  const runs = Array.from({ length: MANY_RUNS }, (_, i) => runOf(`r${i}`, { lr: i }, 1 + i));
  const name = `metric.${Object.keys(runs[0]?.metrics ?? {})[0]}`;
  const tint = tintOf([dimensionOf(name, runs)], runs);
  expect(tint?.of(runs[0] as Run)).toBe(colorAt(1));
  expect(tint?.of(runs.at(-1) as Run)).toBe(colorAt(0));
  expect(tintOf([dimensionOf(name, runs)], runs.slice(1))).toBeNull();
});

test("Labels of an axis that would touch are left out, whatever their order", () => {
  const ticks = [0.5, 0, 0.04, 1].map((at) => ({ at, text: String(at) }));
  expect(roomy(ticks, 100, () => 10).map(({ at }) => at)).toEqual([0, 0.5, 1]);
});
