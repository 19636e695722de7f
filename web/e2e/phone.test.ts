import { devices, type Page } from "@playwright/test";
import { expect, lossChart, test } from "./fixture";

// A phone as browsers on phones are: fingers, and a layout that grows with what is too wide for it.
const { defaultBrowserType: _, ...phone } = devices["Pixel 5"];
test.use({ ...phone, viewport: { width: 375, height: 800 } });

type Finger = [x: number, y: number];

// Fingers that go from one place to another, as the browser itself would report them.
async function drag(page: Page, from: Finger[], to: Finger[], steps = 8): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: Finger[]) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await touch("touchStart", from);
  for (let i = 1; i <= steps; i++)
    await touch(
      "touchMove",
      from.map(([x, y], finger): Finger => {
        const [endX, endY] = to[finger] ?? [x, y];
        return [x + ((endX - x) * i) / steps, y + ((endY - y) * i) / steps];
      }),
    );
  await touch("touchEnd", []);
  await client.detach();
}

test("Every state of a run fits a phone, and what can be done is in reach of the thumb", async ({ page, server }) => {
  const endings: [string, string | null][] = [
    ["running", null],
    ["completed", "completed"],
    ["failed", "failed"],
    ["interrupted", "interrupted"],
  ];
  for (const [name, status] of endings) {
    const id = await server.createRun(name, { total_steps: 500 });
    await server.train(id, 0, 60);
    // Each chart of the host has a table for screen readers, with a caption that is wider than the screen.
    const load = { cpu_percent: 40, memory_used: 4e9, memory_total: 8e9, disk_used: 1e9, disk_total: 9e9 };
    const samples = [20, 10, 0].map((ago) => ({ ...load, time: Date.now() / 1000 - ago }));
    await server.send("POST", `/api/runs/${id}/system`, { host: "gpu01", writer: "w", samples });
    if (status !== null) await server.send("PUT", `/api/runs/${id}`, { status });
    for (const width of [375, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${server.url}/runs/${id}`);
      await expect(page.locator('[data-chart="train/loss"] canvas')).toBeVisible();
      await expect(page.locator("[data-host-chart] canvas").first()).toBeVisible();
      expect(await page.evaluate(() => innerWidth), name).toBe(width);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
      for (const button of await page.locator('[data-action]:visible, nav[aria-label="Pages"] a:visible').all()) {
        const box = await button.boundingBox();
        expect(box?.x, name).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(width);
        expect(box?.height, name).toBeGreaterThanOrEqual(44);
      }
    }
    await page.locator('[data-action="more"]').tap();
    await expect(page.locator('[data-action="delete"]')).toBeInViewport({ ratio: 1 });
  }
});

test("Fingers on a chart: two zoom it, one pans it, two taps show all; up and down scrolls the page", async ({
  page,
  server,
}) => {
  const id = await server.createRun("fingers", { total_steps: 1000 });
  await server.train(id, 0, 1000);
  await page.goto(`${server.url}/runs/${id}`);
  const chart = lossChart(page).first();
  const over = chart.locator(".u-over");
  await expect(chart).toHaveAttribute("data-x", "0~1000");
  await over.scrollIntoViewIfNeeded();
  const box = await over.boundingBox();
  if (box === null) throw new Error("the chart is not drawn");
  const at = (share: number, down = 0.5): Finger => [box.x + share * box.width, box.y + down * box.height];
  const seen = async () => ((await chart.getAttribute("data-x")) ?? "").split("~").map(Number) as [number, number];
  const scale = () => page.evaluate(() => visualViewport?.scale);

  // All of it is seen: one finger takes the cursor along.
  await drag(page, [at(0.2)], [at(0.5)]);
  await expect(chart.locator(".u-cursor-x").first()).toBeVisible();
  expect(page.url()).not.toContain("zoom=");

  await drag(page, [at(0.4), at(0.6)], [at(0.1), at(0.9)]);
  await expect(page).toHaveURL(/zoom=/);
  await expect.poll(async () => (await seen())[1] - (await seen())[0]).toBeLessThan(400);
  expect(await scale()).toBe(1);
  const [low] = await seen();
  await drag(page, [at(0.3)], [at(0.7)]);
  await expect.poll(async () => (await seen())[0]).toBeLessThan(low - 50);

  const top = await page.evaluate(() => scrollY);
  await drag(page, [at(0.5, 0.9)], [at(0.5, -1.5)]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top + 20);
  await over.scrollIntoViewIfNeeded();
  await over.tap();
  await over.tap();
  await expect(page).not.toHaveURL(/zoom=/);
});
