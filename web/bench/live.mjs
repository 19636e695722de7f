// What a page does while a run is live: how long its longest task is, and what of its heap stays after an hour of steps.
// The hour is one of ten steps a second with ten values each, sent sixty times as fast.
import { openPage, print, train, trainedRun, url, withBrowser } from "./browser.mjs";

const KEYS = Array.from({ length: 10 }, (_, i) => (i === 0 ? "train/loss" : `train/m${i}`));
const HOUR = 36_000;
const PARTS = 12;
const LIVE_SECONDS = 20;

function watchTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ type: "longtask" });
}

// Sends steps as a training would, `perSecond` of them, for so many seconds.
async function pace(id, from, perSecond, seconds, batches) {
  const start = performance.now();
  const all = seconds * batches;
  for (let i = 0; i < all; i++) {
    const [first, last] = [i, i + 1].map((n) => from + Math.round((n * perSecond) / batches));
    await train(id, KEYS, first, last);
    const wait = start + ((i + 1) * 1000) / batches - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
  }
}

const values = {};
await withBrowser(async (browser) => {
  for (const name of ["terminal", "run"]) {
    const id = await trainedRun(`live-${name}`, KEYS, 500);
    const page = await openPage(browser, watchTasks);
    await page.goto(new URL(name === "run" ? `/runs/${id}` : `/?run=${id}`, url).href);
    await page.waitForFunction(() => performance.getEntriesByName("tmon:first-chart").length > 0);
    await pace(id, 500, 10, 2, 10);
    await page.evaluate(() => {
      window.longTasks = [];
    });
    await pace(id, 520, 10, LIVE_SECONDS, 10);
    const tasks = await page.evaluate(() => window.longTasks);
    values[`${name}_longest_task_ms`] = [Math.max(0, ...tasks)];
    values[`${name}_long_tasks`] = [tasks.length];
    await page.context().close();
  }
  const id = await trainedRun("hour", KEYS, 100);
  const page = await openPage(browser);
  const client = await page.context().newCDPSession(page);
  await page.goto(new URL(`/?run=${id}`, url).href);
  await page.waitForFunction(() => performance.getEntriesByName("tmon:first-chart").length > 0);
  const heap = [];
  for (let part = 0; part < PARTS; part++) {
    await pace(id, 100 + (part * HOUR) / PARTS, HOUR / 60, 60 / PARTS, 20);
    await client.send("HeapProfiler.collectGarbage");
    await client.send("HeapProfiler.collectGarbage");
    heap.push((await client.send("Runtime.getHeapUsage")).usedSize / 1e6);
  }
  values.heap_mb = heap;
});
print(values);
