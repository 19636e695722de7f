import { gzipSync } from "node:zlib";
import { expect, expectNewestStep, test } from "./fixture";

const BUDGET = 150_000;

test("The first load, fonts included, stays within 150 KB compressed", async ({ page, server }) => {
  const id = await server.createRun("digits");
  await server.train(id, 0, 50);
  const bodies: Promise<[string, number]>[] = [];
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    if (path.startsWith("/api") || path === "/ws" || path === "/health") return;
    bodies.push(response.body().then((body) => [path, path.endsWith(".woff2") ? body.length : gzipSync(body).length]));
  });
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  const sizes = await Promise.all(bodies);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.some(([path]) => path.endsWith(".woff2"))).toBe(true);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(BUDGET);
});

test("No task is longer than 50 ms while points stream in", async ({ page, server }) => {
  const id = await server.createRun("stream", { total_steps: 20_000 });
  await server.train(id, 0, 5000);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 4999);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { longTasks: seen });
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
      entryTypes: ["longtask"],
    });
  });
  for (let step = 5000; step < 6000; step += 10) await server.train(id, step, step + 10);
  await expectNewestStep(page, 5999);
  expect(await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks)).toEqual([]);
});
