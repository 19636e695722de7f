import { gzipSync } from "node:zlib";
import { expect, expectNewestStep, test } from "./fixture";

const BUDGET = 150_000;

test("What is fetched up to the first chart, fonts included, stays within 150 KB compressed", async ({
  page,
  server,
}) => {
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
  await page.waitForFunction(() => performance.getEntriesByName("tmon:first-chart").length > 0);
  const early = await page.evaluate(() => {
    const drawn = performance.getEntriesByName("tmon:first-chart")[0]?.startTime ?? 0;
    const all = performance.getEntriesByType("resource").filter(({ startTime }) => startTime <= drawn);
    return ["/", ...all.map(({ name }) => new URL(name).pathname)];
  });
  const sizes = (await Promise.all(bodies)).filter(([path]) => early.includes(path));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.some(([path]) => path.endsWith(".woff2"))).toBe(true);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(BUDGET);
});
