import { expect, test } from "vitest";
import type { Series } from "../api/wire";
import { branchesOf } from "./ghosts";

const series = (key: string, segment: number, from: number, to: number, every = 1): Series => {
  const steps: number[] = [];
  for (let step = from; step < to; step += every) steps.push(step);
  return { run_id: "r", key, segment, total: steps.length, kind: "raw", steps, times: steps, values: steps };
};
const history = (all: Series[]) => ({ run_id: "r", cursor: 1, x: "step", series: all });

test("What a resume superseded is a ghost from the step of the resume on, of every metric", () => {
  const branches = branchesOf(
    history([
      series("loss", 1, 0, 100),
      series("loss", 2, 60, 120),
      series("val", 1, 0, 100, 10),
      series("val", 2, 60, 120, 10),
    ]),
  );
  expect(branches.resumedAt).toEqual([60]);
  const [ghost] = branches.ghosts.get("loss") ?? [];
  expect([ghost?.at("first", 0), ghost?.at("last", (ghost?.length ?? 0) - 1)]).toEqual([59, 99]);
  expect(branches.ghosts.get("val")?.[0]?.at("first", 0)).toBe(50);
});

test("A resume to before an older resume supersedes both branches", () => {
  const branches = branchesOf(
    history([series("loss", 1, 0, 100), series("loss", 2, 80, 120), series("loss", 3, 50, 70)]),
  );
  expect(branches.resumedAt).toEqual([80, 50]);
  expect(branches.ghosts.get("loss")?.map((ghost) => ghost.at("first", 0))).toEqual([49, 80]);
});

test("A run that goes on where it stopped leaves no ghost", () => {
  expect(branchesOf(history([series("loss", 1, 0, 100), series("loss", 2, 100, 150)])).ghosts.size).toBe(0);
});
