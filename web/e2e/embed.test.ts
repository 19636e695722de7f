import { expect, lossChart, test } from "./fixture";

test("One metric of one run stands alone, live, in a narrow frame, and names its run", async ({ page, server }) => {
  const id = await server.createRun("framed", { total_steps: 200 });
  await server.train(id, 0, 50);
  await page.setViewportSize({ width: 420, height: 260 });
  await page.goto(`${server.url}/embed/runs/${id}/train/loss`);
  const newest = async () => JSON.parse((await lossChart(page).getAttribute("data-points")) ?? "[]").at(-1)?.[0];
  await expect.poll(newest).toBe(49);
  await server.train(id, 50, 90);
  await expect.poll(newest).toBe(89);
  await expect(page.getByRole("link", { name: "framed" })).toHaveAttribute("href", `/runs/${id}`);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await page.goto(`${server.url}/embed/runs/run_nobody/loss`);
  await expect(page.getByText("No run run_nobody")).toBeVisible();
});

test("The curve has the frame, however small or high it is", async ({ page, server }) => {
  const id = await server.createRun("framed", { total_steps: 200 });
  await server.train(id, 0, 50);
  for (const [width, height, least] of [
    [375, 800, 500],
    [500, 300, 200],
    [300, 150, 80],
    [1200, 300, 200],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto(`${server.url}/embed/runs/${id}/train/loss`);
    await expect(lossChart(page).locator("canvas")).toBeVisible();
    const box = await lossChart(page).locator(".u-over").boundingBox();
    expect(box?.height, `${width} × ${height}`).toBeGreaterThan(least);
    const scrolls = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(scrolls, `${width} × ${height}`).toBeLessThanOrEqual(0);
  }
});

test("A metric that the run has not logged is waited for while it runs", async ({ page, server }) => {
  const id = await server.createRun("waiting");
  await server.train(id, 0, 10);
  await page.goto(`${server.url}/embed/runs/${id}/100%`);
  await expect(page.getByText("Waits for the first value of 100%.")).toBeVisible();
  await server.send("POST", `/api/runs/${id}/metrics`, { steps: [10, 11], metrics: { "100%": [1, 2] } });
  await expect(page.locator('.metrics-chart[data-metric="100%"] canvas')).toBeVisible();
  await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
  await page.goto(`${server.url}/embed/runs/${id}/nometric`);
  await expect(page.getByText("No metric of that name")).toBeVisible();
});

test("What runs now appears by itself and goes when it is over", async ({ page, server }) => {
  await page.goto(`${server.url}/embed/active`);
  await expect(page.getByText("Nothing is running")).toBeVisible();
  const id = await server.createRun("now");
  await server.train(id, 0, 20);
  await expect(page.getByRole("region", { name: "now" })).toBeVisible();
  await expect(lossChart(page)).toBeVisible();
  await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
  await expect(page.getByText("Nothing is running")).toBeVisible();
});

test("Without its server the state of the connection stands above the charts and takes no room among them", async ({
  page,
  server,
}) => {
  for (const name of ["one", "two"]) await server.train(await server.createRun(name), 0, 20);
  for (const width of [800, 375]) {
    const port = server.port;
    await page.setViewportSize({ width, height: 500 });
    await page.goto(`${server.url}/embed/active`);
    const chart = page.locator("[data-panel]").first();
    await expect(chart.locator("canvas")).toBeVisible();
    await server.stop();
    const strip = page.getByRole("alert");
    await expect(strip.getByRole("button", { name: "NOW" })).toBeInViewport({ ratio: 1 });
    const [above, below] = [await strip.boundingBox(), await chart.boundingBox()];
    const gap = (below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0);
    expect(gap, `${width}`).toBeGreaterThanOrEqual(0);
    expect(gap, `${width}`).toBeLessThan(12);
    await server.start(port);
  }
});
