import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectNewestStep, lossChart, test } from "./fixture";
import { lossAt, type Server } from "./server";

const SPIKE = 654_321;
const MILLION = 1_000_000;

async function trainMillion(server: Server): Promise<string> {
  const id = await server.createRun("million", { total_steps: MILLION });
  const size = 100_000;
  for (let from = 0; from < MILLION; from += size) {
    const steps = Array.from({ length: size }, (_, i) => from + i);
    const times = steps.map((step) => 1_763_800_000 + step * 0.01);
    const loss = steps.map((step) => (step === SPIKE ? 50 : 1 + 0.1 * Math.sin(step)));
    const tokens = steps.map((step) => step * 8);
    await server.send("POST", `/api/runs/${id}/metrics`, { steps, times, metrics: { "train/loss": loss, tokens } });
  }
  return id;
}

// The highest pixel of the drawn line or band in the column where a value of x stands, as a share of the plot's height.
async function heightAt(page: Page, x: number, [from, to]: [number, number]): Promise<number> {
  return lossChart(page).evaluate(
    (chart, [share]) => {
      const over = chart.querySelector(".u-over") as HTMLElement;
      const canvas = chart.querySelector("canvas") as HTMLCanvasElement;
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      const scale = canvas.width / canvas.clientWidth;
      const left = Math.round((over.offsetLeft + share * over.offsetWidth) * scale);
      const top = Math.round(over.offsetTop * scale) + 1;
      const height = Math.round(over.offsetHeight * scale) - 2;
      const { data } = context.getImageData(left - 2, top, 5, height);
      // A pixel of the series is yellow: much more red than blue. Grid and text are grey.
      for (let y = 0; y < height; y++)
        for (let i = 0; i < 5; i++) {
          const at = 4 * (y * 5 + i);
          if ((data[at] ?? 0) - (data[at + 2] ?? 0) > 24) return 1 - y / height;
        }
      return 0;
    },
    [(x - from) / (to - from)] as [number],
  );
}

test("A spike of one step among a million points has its pixel at every zoom, on every axis", async ({
  page,
  server,
}) => {
  test.setTimeout(150_000);
  await page.addInitScript(() =>
    localStorage.setItem("tmon.chart.loss", JSON.stringify({ isLog: false, hasBand: true, smooth: null })),
  );
  const id = await trainMillion(server);
  const run = await server.send<{ started_at: string }>("GET", `/api/runs/${id}`);
  const start = Date.parse(run.started_at) / 1000;
  const time = 1_763_800_000 + SPIKE * 0.01;
  const views: [axis: string, place: number, whole: [number, number]][] = [
    ["step", SPIKE, [0, MILLION]],
    ["wall", time, [1_763_800_000, 1_763_810_000]],
    ["time", time - start, [1_763_800_000 - start, 1_763_810_000 - start]],
    ["metric:tokens", SPIKE * 8, [0, 8 * MILLION]],
  ];
  for (const [axis, place, [low, high]] of views)
    for (const share of [1, 0.3, 0.02, 0.0005, 0.00002]) {
      const width = (high - low) * share;
      const zoom: [number, number] = [Math.max(low, place - 0.4 * width), Math.max(low, place - 0.4 * width) + width];
      const name = `${axis} at ${share}`;
      await page.goto(`${server.url}/?run=${id}&x=${axis}&zoom=${zoom.join("~")}`);
      await expect.poll(() => heightAt(page, place, zoom), { message: name, timeout: 15_000 }).toBeGreaterThan(0.8);
      // A little beside it there is no spike: what was found is not the frame.
      if (axis === "step") expect(await heightAt(page, place + 0.1 * width, zoom), name).toBeLessThan(0.5);
    }
});

test("A dip below 0 within a bucket is drawn, and not cut off by a log axis", async ({ page, server }) => {
  const id = await server.createRun("dips");
  const steps = Array.from({ length: 20_000 }, (_, i) => i);
  const loss = steps.map((step) => (step === 12_345 ? -5 : 1));
  await server.send("POST", `/api/runs/${id}/metrics`, { steps, metrics: { "train/loss": loss } });
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 19_999);
  const panel = page.locator('[data-area="loss"]').first();
  await expect(panel.getByText("drawn linear: not all values are above 0")).toBeVisible();
  await panel.getByRole("button", { name: "BAND" }).click();
  await expect(panel.getByText("drawn linear")).toHaveCount(0);
});

test("A drag reads its stretch at full resolution, on the axis of time as on that of steps", async ({
  page,
  server,
  watch,
}) => {
  const id = await server.createRun("long");
  const steps = Array.from({ length: 60_000 }, (_, i) => i);
  const times = steps.map((step) => Date.now() / 1000 + step * 0.1);
  await server.send("POST", `/api/runs/${id}/metrics`, { steps, times, metrics: { "train/loss": steps.map(lossAt) } });
  for (const axis of ["step", "time"]) {
    await page.goto(`${server.url}/?run=${id}&x=${axis}`);
    await expectNewestStep(page, 59_999);
    const over = lossChart(page).locator(".u-over");
    const box = await over.boundingBox();
    if (box === null) throw new Error("no plot");
    const before = watch.requests.length;
    await page.mouse.move(box.x + 100, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 115, box.y + 60, { steps: 3 });
    await page.mouse.up();
    await expect(page).toHaveURL(/zoom=/);
    const refined = () => watch.requests.slice(before).filter((url) => /\/metrics\?.*from=\d+&to=\d+/.test(url));
    await expect.poll(() => refined().length).toBeGreaterThan(0);
    const asked = new URL(refined()[0] ?? "").searchParams;
    expect(Number(asked.get("to")) - Number(asked.get("from"))).toBeLessThan(6000);
    const got = await (await fetch(refined()[0] ?? "")).json();
    expect(got.series[0].kind).toBe("raw");
    await page.keyboard.press("4");
    await page.keyboard.press("0");
    await expect(page).not.toHaveURL(/zoom=/);
  }
});

test("What a resume superseded is a dashed ghost, also after a reload, and the resume is a line", async ({
  page,
  server,
}) => {
  const id = await server.createRun("resumed");
  const write = (steps: number[], at: (step: number) => number, writer: string, seq: number) =>
    server.send("POST", `/api/runs/${id}/metrics`, { writer, seq, steps, metrics: { "train/loss": steps.map(at) } });
  await write([...Array(100).keys()], (step) => 2 - step / 100, "a", 1);
  await server.send("POST", `/api/runs/${id}/resume`, { writer: "b", from_step: 60 });
  await write(
    [...Array(60).keys()].map((i) => 60 + i),
    () => 0.5,
    "b",
    1,
  );
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 119);
  const segments = page.waitForResponse((answer) => answer.url().includes("segment=all"));
  await page.reload();
  expect((await segments).ok()).toBe(true);
  await expect(lossChart(page)).toHaveAttribute("data-ghosts", "1");
  await expect(lossChart(page)).toHaveAttribute("data-flags", /resumed 60/);
});

test("A stretch without values is shaded as a gap, whatever the zoom and the smoothing", async ({ page, server }) => {
  const id = await server.createRun("paused");
  await server.train(id, 0, 100);
  await server.train(id, 300, 400);
  const chart = (metric: string) => page.locator(`.metrics-chart[data-metric="${metric}"]`);
  await page.goto(`${server.url}/runs/${id}?smooth=0`);
  await expect(chart("train/loss")).toHaveAttribute("data-gaps", "99~300");
  await expect(chart("val/loss")).toHaveAttribute("data-gaps", "90~300");
  await page.goto(`${server.url}/runs/${id}?zoom=50~350`);
  await expect(chart("train/loss")).toHaveAttribute("data-gaps", "99~300");
});

test("A chart is copied as a picture, downloaded as CSV, shown as a table, and pinned to the terminal", async ({
  page,
  server,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const id = await server.createRun("exported");
  await server.train(id, 0, 30);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 29);
  const panel = page.locator('[data-tile="loss"]');
  await panel.getByRole("button", { name: "Options of LOSS PLOT" }).click();
  await panel.getByRole("button", { name: "COPY PNG" }).click();
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "copied as PNG" })).toBeVisible();
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const blob = await item?.getType("image/png");
    const bitmap = await createImageBitmap(blob as Blob);
    return [bitmap.width, bitmap.height];
  });
  expect(size[0]).toBeGreaterThan(300);
  const download = page.waitForEvent("download");
  await panel.getByRole("button", { name: "CSV" }).click();
  const file = await (await download).path();
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("step,time,train/loss,val/loss");
  expect(lines).toHaveLength(31);
  expect(Number(lines[11]?.split(",")[2])).toBeCloseTo(lossAt(10), 12);
  await panel.getByRole("button", { name: "TABLE" }).click();
  await expect(panel.getByRole("row")).not.toHaveCount(0);
  await panel.getByRole("button", { name: "BACK TO THE CHART" }).click();
  await panel.getByRole("button", { name: "PIN" }).click();
  await expect(page.locator('[data-tile="pin-train/loss"]')).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.locator('[data-tile="pin-train/loss"] .metrics-chart')).toBeVisible();
});

test("Any metric may be the x axis, and its pairs go on live", async ({ page, server }) => {
  const id = await server.createRun("paired");
  const write = (from: number, to: number) => {
    const steps = Array.from({ length: to - from }, (_, i) => from + i);
    const metrics = { "train/loss": steps.map(lossAt), tokens: steps.map((step) => step * step) };
    return server.send("POST", `/api/runs/${id}/metrics`, { steps, metrics });
  };
  await write(0, 100);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 99);
  await page.keyboard.press("4");
  await page.keyboard.press("o");
  await page.locator('[data-tile="loss"]').getByRole("combobox").selectOption("metric:tokens");
  await expect(page).toHaveURL(/x=metric%3Atokens/);
  await expect(lossChart(page)).toHaveAttribute("data-x", /^0~(9801|1\d{4})/);
  await write(100, 200);
  await expect(lossChart(page)).toHaveAttribute("data-x", /^0~(4\d{4})/);
});
