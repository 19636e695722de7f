import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { ticksOf, timelineOf } from "./slots";

const NOW = 10_000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

function job(id: string, status: Run["status"], more: Partial<Run> = {}, launch: object = {}): Run {
  return {
    id,
    name: id,
    status,
    created_at: iso(0),
    queued_at: null,
    started_at: null,
    ended_at: null,
    eta_seconds: null,
    job: {
      command: [id],
      template: "t",
      slots: 1,
      gpus: 0,
      gpu_indexes: [],
      priority: 0,
      hold: false,
      not_before: null,
      depends_on: [],
      ...launch,
    },
    ...more,
  } as unknown as Run;
}

const done = (id: string, from: number, to: number, launch = {}) =>
  job(id, "completed", { started_at: iso(from), ended_at: iso(to) }, launch);

test("What ran at the same time lies in different lanes, and a job of two slots in both", () => {
  const { bars, lanes } = timelineOf(
    [done("a", 100, 200), done("b", 150, 300), done("wide", 400, 500, { slots: 2 })],
    2,
    NOW,
  );
  expect(lanes).toEqual(["slot 1", "slot 2"]);
  expect(bars.map(({ run, lane }) => [run.id, lane])).toEqual([
    ["a", 0],
    ["b", 1],
    ["wide", 0],
    ["wide", 1],
  ]);
});

test("What runs goes on to the end of its time left, and those behind it start then, by priority", () => {
  const jobs = [
    done("before", 100, 160),
    job("now", "running", { started_at: iso(NOW - 50), eta_seconds: 30 }),
    job("second", "queued"),
    job("first", "queued", {}, { priority: 5 }),
  ];
  const { bars, starts, unknown } = timelineOf(jobs, 1, NOW);
  const planned = bars.filter((bar) => bar.isPlanned).map(({ run, from, to }) => [run.id, from, to]);
  expect(planned).toEqual([
    ["now", NOW, NOW + 30],
    ["first", NOW + 30, NOW + 90],
    ["second", NOW + 90, NOW + 150],
  ]);
  expect([...starts.keys()]).toEqual(["first", "second"]);
  expect(unknown).toBe(0);
});

test("Behind a time that nobody knows nothing is planned", () => {
  const jobs = [
    job("now", "running", { started_at: iso(NOW - 50) }),
    job("next", "queued"),
    job("held", "pending", {}, { hold: true }),
    job("after", "pending", {}, { depends_on: ["next"] }),
  ];
  const { bars, starts, unknown } = timelineOf(jobs, 1, NOW);
  expect(starts.size).toBe(0);
  expect(unknown).toBe(2);
  expect(bars.map(({ run, to }) => [run.id, to])).toEqual([
    ["now", NOW],
    ["now", null],
  ]);
});

test("A job follows what it depends on, with a link between them, or its time", () => {
  const jobs = [
    done("before", 100, 160),
    job("now", "running", { started_at: iso(NOW - 50), eta_seconds: 30 }),
    job("after", "pending", {}, { depends_on: ["now"] }),
    job("late", "pending", {}, { not_before: iso(NOW + 500) }),
  ];
  const { starts, links } = timelineOf(jobs, 2, NOW);
  expect([...starts]).toEqual([
    ["after", NOW + 30],
    ["late", NOW + 500],
  ]);
  expect(links.map(({ from, to }) => [from.run.id, to.run.id])).toEqual([["now", "after"]]);
});

test("GPUs that were given out have lanes of their own", () => {
  const { lanes, bars } = timelineOf([done("a", 100, 200, { gpus: 2, gpu_indexes: [3, 1] })], 1, NOW);
  expect(lanes).toEqual(["slot 1", "GPU 1", "GPU 3"]);
  expect(bars.map(({ lane }) => lane)).toEqual([0, 2, 1]);
});

test("A job that waits for GPUs is planned on those that come free, and on none that nobody knows of", () => {
  const gpu = (index: number) => ({ slots: 0, gpus: 1, gpu_indexes: [index] });
  const jobs = [
    done("before", 100, 160, { slots: 0 }),
    job("one", "running", { started_at: iso(NOW - 50), eta_seconds: 30 }, gpu(0)),
    job("two", "running", { started_at: iso(NOW - 40), eta_seconds: 90 }, gpu(2)),
    job("both", "queued", {}, { slots: 0, gpus: 2 }),
  ];
  const { lanes, bars, starts } = timelineOf(jobs, 1, NOW);
  expect(lanes).toEqual(["slot 1", "GPU 0", "GPU 2", "no slot"]);
  expect([...starts]).toEqual([["both", NOW + 90]]);
  expect(bars.filter(({ run }) => run.id === "both").map(({ lane }) => lane)).toEqual([1, 2]);
  expect(bars.find(({ run }) => run.id === "before")?.lane).toBe(3);

  const three = timelineOf([...jobs, job("three", "queued", {}, { slots: 0, gpus: 3, priority: 9 })], 1, NOW);
  expect(three.starts.size).toBe(0);
  expect(three.unknown).toBe(2);
  // Its GPU is free as far as the queue is concerned, so another process must hold it.
  const foreign = [done("a", 100, 200, gpu(0)), job("b", "queued", {}, { gpus: 1 })];
  expect(timelineOf(foreign, 1, NOW).unknown).toBe(1);
});

test("The axis has round times, and few of them", () => {
  expect(ticksOf(7210, 9000)).toEqual([7500, 7800, 8100, 8400, 8700, 9000]);
  expect(ticksOf(0, 86_400).length).toBeLessThanOrEqual(8);
  expect(ticksOf(0, 86_400 * 365_000).length).toBeLessThanOrEqual(8);
  expect(ticksOf(86_401, 1)).toEqual([]);
});
