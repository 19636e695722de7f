import { expect, expectNewestStep, test } from "./fixture";

const BUDGET = 150_000;

test("What is fetched up to the first chart, fonts included, stays within 150 KB compressed", async ({
  page,
  server,
}) => {
  const id = await server.createRun("digits");
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  await page.waitForFunction(() => performance.getEntriesByName("tmon:first-chart").length > 0);
  // What travelled, as the browser counts it: compressed, without heads. The page itself is no resource of its own.
  const sizes = await page.evaluate(() => {
    const drawn = performance.getEntriesByName("tmon:first-chart")[0]?.startTime ?? 0;
    const fetched = performance.getEntriesByType("resource").filter(({ startTime }) => startTime <= drawn);
    return [...performance.getEntriesByType("navigation"), ...fetched]
      .map((entry) => entry as PerformanceResourceTiming)
      .map(({ name, encodedBodySize, decodedBodySize }) => ({
        path: new URL(name).pathname,
        encodedBodySize,
        decodedBodySize,
      }))
      .filter(({ path }) => !/^\/(api|ws|health)/.test(path));
  });
  const total = sizes.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  expect(sizes.some(({ path }) => path.endsWith(".woff2"))).toBe(true);
  const scripts = sizes.filter(({ path }) => path.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(0);
  for (const { path, encodedBodySize, decodedBodySize } of scripts)
    expect(encodedBodySize, path).toBeLessThan(decodedBodySize);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(BUDGET);
});
