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
