import { expect, test } from "vitest";
import { routeOf } from "./route";

const all = () => true;
const none = () => false;
const ask = (text: string, has = all) => {
  const url = new URL(text, "http://x");
  return routeOf(url.pathname, url.searchParams, has);
};

test("Each path has its page, with or without a slash at its end", () => {
  expect(ask("/")).toEqual({ page: "terminal", runId: null });
  expect(ask("/?run=run_1")).toEqual({ page: "terminal", runId: "run_1" });
  expect(ask("/runs")).toEqual({ page: "runs", runId: null });
  expect(ask("/runs/?q=x")).toEqual({ page: "runs", runId: null });
  expect(ask("/compare?runs=a,b")).toEqual({ page: "compare", runId: null });
  expect(ask("/runs/run_1")).toEqual({ page: "run", runId: "run_1" });
});

test("A path that no page ever had is nowhere, and selects no run", () => {
  for (const path of ["/nowhere", "/nowhere/", "/runs/run_1/more", "/embed", "/constructor", "/%E0%A4%A"])
    expect(ask(`${path}?run=run_1`)).toEqual({ page: "nowhere", runId: null });
  expect(ask("/index.html")).toEqual({ page: "terminal", runId: null });
});

test("A page that is not there shows the terminal, a run that is not there its own page, which says so", () => {
  expect(ask("/runs/run_1", none)).toEqual({ page: "terminal", runId: "run_1" });
  expect(ask("/runs/NOT%20AN%20ID")).toEqual({ page: "run", runId: "NOT%20AN%20ID" });
});
