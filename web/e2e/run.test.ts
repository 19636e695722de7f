import type { Page } from "@playwright/test";
import { expect, test } from "./fixture";
import { lossAt, type Server } from "./server";

const chart = (page: Page, metric: string) => page.locator(`[data-chart="${metric}"]`);

async function newestStep(page: Page, metric: string): Promise<number | undefined> {
  const text = await chart(page, metric).locator(".metrics-chart").getAttribute("data-points");
  return (JSON.parse(text ?? "[]") as [number, number][]).at(-1)?.[0];
}

async function begin(server: Server, more: Record<string, unknown> = {}): Promise<string> {
  const id = await server.createRun("digits", { total_steps: 1000, steps_per_epoch: 100, ...more });
  await server.train(id, 0, 200);
  return id;
}

test("The page of a run shows who it is, how far it is and its newest values, and these move", async ({
  page,
  server,
}) => {
  const id = await begin(server, { project: "vision", tags: ["a"] });
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.getByRole("heading", { name: "digits", exact: true })).toBeVisible();
  const top = page.locator(`[data-selected-run="${id}"]`);
  await expect(top).toContainText("RUNNING");
  await expect(top).toContainText("vision");
  const bar = page.getByRole("progressbar", { name: "Progress of the run" });
  await expect(bar).toHaveAttribute("aria-valuenow", "19.9");
  await expect(page.getByRole("progressbar", { name: "Epoch 2" })).toHaveAttribute("aria-valuenow", "99");
  const value = page.locator('[data-metric-row="train/loss"] td').first();
  await expect(value).toHaveText(lossAt(199).toPrecision(4));
  await server.train(id, 200, 301);
  await expect(bar).toHaveAttribute("aria-valuenow", "30");
  await expect(value).toHaveText(lossAt(300).toPrecision(4));
  const elapsed = page.locator('[data-fact="elapsed"] b');
  const before = (await elapsed.textContent()) ?? "";
  await expect(elapsed).not.toHaveText(before);
});

test("Every metric is a chart in a section by its prefix, live without a metrics request", async ({
  page,
  server,
  watch,
}) => {
  const id = await begin(server);
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.locator('[data-section="train"] [data-chart]')).toHaveCount(2);
  await expect(page.locator('[data-section="val"] [data-chart]')).toHaveCount(1);
  await expect.poll(() => newestStep(page, "train/loss")).toBe(199);
  const asked = () => watch.requests.filter((url) => /\/metrics(\?|$)/.test(url)).length;
  const before = asked();
  for (let step = 200; step < 500; step += 20) await server.train(id, step, step + 20);
  await expect.poll(() => newestStep(page, "train/loss")).toBe(499);
  await expect.poll(() => newestStep(page, "train/lr")).toBe(499);
  await expect.poll(() => newestStep(page, "val/loss")).toBe(490);
  expect(asked()).toBe(before);
  // A metric that begins while one looks gets its section and chart by itself.
  await server.send("POST", `/api/runs/${id}/metrics`, { step: 500, metrics: { "perf/ms": 3 } });
  await expect(page.locator('[data-section="perf"] [data-chart="perf/ms"]')).toBeVisible();
  await expect.poll(() => newestStep(page, "perf/ms")).toBe(500);
  expect(asked()).toBe(before);
});

test("Sections fold, a metric is found by its name, a chart is enlarged, and the address keeps all of it", async ({
  page,
  server,
}) => {
  const id = await begin(server);
  await page.goto(`${server.url}/runs/${id}`);
  const section = page.locator('[data-section="val"]');
  await section.getByRole("button", { name: /val 1 chart/ }).click();
  await expect(chart(page, "val/loss")).toHaveCount(0);
  await page.getByLabel("Find a metric").fill("LR");
  await expect(chart(page, "train/lr")).toBeVisible();
  await expect(chart(page, "train/loss")).toHaveCount(0);
  await page.getByRole("button", { name: "RELATIVE" }).click();
  await page.getByRole("button", { name: "SYNC" }).click();
  await page.goto("about:blank");
  await page.goBack();
  await expect(page.getByLabel("Find a metric")).toHaveValue("LR");
  await expect(page.getByRole("button", { name: "RELATIVE" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: "SYNC" })).toHaveAttribute("aria-pressed", "false");
  await page.getByLabel("Find a metric").fill("");
  await expect(page.locator('[data-section="val"] button').first()).toHaveAttribute("aria-expanded", "false");
  await chart(page, "train/loss").getByRole("button", { name: "Enlarge train/loss" }).click();
  await expect(page).toHaveURL(/chart=train%2Floss/);
  await expect(chart(page, "train/lr")).toHaveCount(0);
  const box = await chart(page, "train/loss").boundingBox();
  expect(box?.height).toBeGreaterThan(400);
  await page.keyboard.press("Escape");
  await expect(chart(page, "train/lr")).toBeVisible();
});

test("Of fifty charts only those in sight draw, and the others come when they are scrolled to", async ({
  page,
  server,
}) => {
  const id = await server.createRun("wide");
  const steps = Array.from({ length: 50 }, (_, i) => i);
  const names = Array.from({ length: 50 }, (_, i) => `layer/${String(i).padStart(2, "0")}`);
  const metrics = Object.fromEntries(names.map((name, i) => [name, steps.map((step) => step * i)]));
  await server.send("POST", `/api/runs/${id}/metrics`, { steps, metrics });
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.locator("[data-chart]")).toHaveCount(50);
  await expect(chart(page, "layer/00").locator("canvas")).toBeVisible();
  expect(await page.locator("[data-chart] canvas").count()).toBeLessThan(30);
  await expect(chart(page, "layer/49").locator("canvas")).toHaveCount(0);
  await chart(page, "layer/49").scrollIntoViewIfNeeded();
  await expect(chart(page, "layer/49").locator("canvas")).toBeVisible();
  await expect.poll(() => newestStep(page, "layer/49")).toBe(49);
  await expect(chart(page, "layer/00").locator("canvas")).toHaveCount(0);
});

test("The cursor of one chart is that of all, and the bar says where it is", async ({ page, server }) => {
  const id = await begin(server);
  await page.goto(`${server.url}/runs/${id}`);
  await expect.poll(() => newestStep(page, "train/loss")).toBe(199);
  await chart(page, "train/loss").focus();
  const said = page.locator("[data-cursor]");
  await expect(async () => {
    await page.keyboard.press("ArrowLeft");
    await expect(said).toHaveText(/^cursor \d+$/, { timeout: 500 });
  }).toPass();
  const shown = async (metric: string) => chart(page, metric).locator("header b").textContent();
  const at = Number(/\d+/.exec((await said.textContent()) ?? "")?.[0]);
  expect(at).toBeLessThan(199);
  expect(Number(await shown("train/lr"))).toBeCloseTo(0.001 * (1 - at / 100_000), 5);
});

test("A stretch without a point says so, and the whole is one press away", async ({ page, server }) => {
  const id = await begin(server);
  await page.goto(`${server.url}/runs/${id}?zoom=5000~6000`);
  const none = chart(page, "train/loss").getByText("No point in this stretch");
  await expect(none).toBeVisible();
  await none.getByRole("button", { name: "FIT" }).click();
  await expect(none).toHaveCount(0);
  expect(new URL(page.url()).searchParams.get("zoom")).toBeNull();
});

test("A run without a metric says what to paste, and its first chart appears by itself", async ({ page, server }) => {
  const id = await server.createRun("just-begun");
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.getByText("No metric yet").first()).toBeVisible();
  await expect(page.getByLabel("Python to paste")).toContainText(id);
  await server.train(id, 0, 20);
  await expect.poll(() => newestStep(page, "train/loss")).toBe(19);
});

test("An old run that no list holds opens by its address, and an unknown one says so", async ({ page, server }) => {
  await page.goto(`${server.url}/runs/run_nobody`);
  await expect(page.getByText("There is no run of this id")).toBeVisible();
  await page.getByRole("link", { name: "The terminal", exact: true }).click();
  await expect(page).toHaveURL(/\/(\?.*)?$/);
});

test("From the terminal the run's page is one key or one press away", async ({ page, server }) => {
  const id = await begin(server);
  await page.goto(`${server.url}/?run=${id}`);
  await expect(page.locator(`tr[data-run-id="${id}"]`)).toBeVisible();
  await page.keyboard.press("1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/runs/${id}`));
  await expect(page.getByRole("heading", { name: "digits", exact: true })).toBeVisible();
  await page.goBack();
  await page
    .locator("[data-selected-run]")
    .getByRole("link", { name: /digits/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/runs/${id}`));
});

test("A run's page lives through a restart of the server, and shows a resume with its step", async ({
  page,
  server,
}) => {
  const id = await begin(server);
  await page.goto(`${server.url}/runs/${id}`);
  await expect.poll(() => newestStep(page, "train/loss")).toBe(199);
  const port = server.port;
  await server.stop();
  await expect(page.locator('[data-connection="offline"]')).toBeVisible();
  await server.start(port);
  await server.send("POST", `/api/runs/${id}/resume`, { writer: "again", from_step: 150 });
  await server.train(id, 150, 260);
  await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => newestStep(page, "train/loss"), { timeout: 20_000 }).toBe(259);
  await expect(page.locator(`[data-selected-run="${id}"]`)).toContainText("segment 2");
  await expect(page.locator('[data-event="resumed"]')).toContainText("150");
  await expect(page.getByText("resumed at step 150")).toBeAttached();
});
