import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, test } from "./fixture";
import type { Server } from "./server";

const grid = (page: Page) => page.getByRole("grid", { name: "Runs" });
const head = (page: Page, value: string) => page.locator(`[data-group="${value}"]`);
const lines = (page: Page) =>
  page
    .locator('[role="grid"] > [role="rowgroup"]:last-child > [role="row"]')
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
        .map((row) => row.getAttribute("data-group") ?? row.querySelector('[data-field="name"] a')?.textContent ?? "…"),
    );

// Losses 0 … n−1; adam and sgd in turn, and the last one without an optimizer.
async function sweep(server: Server, count = 5): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const config = i === count - 1 ? {} : { optimizer: i % 2 === 0 ? "adam" : "sgd", lr: 0.1 };
    const id = await server.createRun(`r-${i}`, { config, group: "grid-1", tags: i === 0 ? ["base"] : [] });
    await server.send("POST", `/api/runs/${id}/metrics`, { steps: [1, 2], metrics: { "val/loss": [9, i] } });
    ids.push(id);
  }
  return ids;
}

test("Rows are grouped by a setting, each group with its count, mean, least and greatest, and folded by mouse and keys", async ({
  page,
  server,
}) => {
  await sweep(server);
  await page.goto(`${server.url}/runs?sort=name`);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "6");
  await page.getByLabel("GROUP BY").selectOption("config.optimizer");
  await expect(page).toHaveURL(/by=config.optimizer/);
  await expect.poll(() => lines(page)).toEqual(["adam", "r-0", "r-2", "sgd", "r-1", "r-3", "", "r-4"]);
  await expect(head(page, "adam")).toContainText("2 runs");
  await expect(head(page, "adam").locator('[data-field="metric.val/loss"]')).toHaveText("1.000 0–2.000");
  await expect(head(page, "sgd").locator('[data-field="metric.val/loss"]')).toHaveText("2.000 1.000–3.000");
  await head(page, "adam").getByRole("button").click();
  await expect.poll(() => lines(page)).toEqual(["adam", "sgd", "r-1", "r-3", "", "r-4"]);
  await expect(page).toHaveURL(/fold=adam/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => lines(page)).toEqual(["adam", "sgd", "", "r-4"]);
  const link = page.url();
  await page.goto("about:blank");
  await page.goto(link);
  await expect.poll(() => lines(page)).toEqual(["adam", "sgd", "", "r-4"]);
  await page.keyboard.press("z");
  await expect.poll(() => lines(page)).toEqual(["adam", "sgd", ""]);
  await page.getByRole("button", { name: "UNFOLD ALL" }).click();
  await expect.poll(() => lines(page)).toEqual(["adam", "r-0", "r-2", "sgd", "r-1", "r-3", "", "r-4"]);
  await grid(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "r-2" })).toBeVisible();
});

test("A run that goes from one group to another is shown under its new head", async ({ page, server }) => {
  const ids = await sweep(server, 3);
  await page.goto(`${server.url}/runs?sort=name&by=status`);
  await expect.poll(() => lines(page)).toEqual(["running", "r-0", "r-1", "r-2"]);
  await server.send("PUT", `/api/runs/${ids[1]}`, { status: "completed" });
  await expect.poll(() => lines(page)).toEqual(["completed", "r-1", "running", "r-0", "r-2"]);
  await page.getByRole("combobox", { name: "Filter the runs" }).fill("status=running");
  await page.keyboard.press("Enter");
  await expect.poll(() => lines(page)).toEqual(["running", "r-0", "r-2"]);
});

test("Of many grouped runs only those in view are read, also past folded ones", async ({ page, server, watch }) => {
  const config = (i: number) => ({ optimizer: i < 900 ? "adam" : "sgd" });
  await Promise.all(Array.from({ length: 1000 }, (_, i) => server.createRun(`run-${i}`, { config: config(i) })));
  await page.goto(`${server.url}/runs?by=config.optimizer&sort=created_at`);
  await expect(head(page, "adam")).toContainText("900 runs");
  await page.keyboard.press("End");
  await expect(grid(page)).toHaveAttribute("aria-activedescendant", "table-row-1001");
  await page.keyboard.press("Home");
  await head(page, "adam").getByRole("button").click();
  await expect(head(page, "sgd")).toContainText("100 runs");
  await expect.poll(async () => (await lines(page)).filter((line) => line === "…").length).toBe(0);
  const offsets = watch.requests.flatMap((url) => /\/api\/runs\?.*offset=(\d+)/.exec(url)?.[1] ?? []);
  expect(new Set(offsets).size).toBeLessThan(4);
});

test("Rows are compact or roomy, kept in this browser", async ({ page, server }) => {
  const [id = ""] = await sweep(server, 2);
  await page.goto(`${server.url}/runs?by=group`);
  const row = page.locator(`[role="row"][data-run-id="${id}"]`);
  const height = async () => Math.round((await row.boundingBox())?.height ?? 0);
  await expect.poll(height).toBe(21);
  await page.getByRole("button", { name: "ROOMY" }).click();
  await expect.poll(height).toBe(30);
  await page.reload();
  await expect.poll(height).toBe(30);
  await expect(head(page, "grid-1")).toContainText("2 runs");
});

for (const theme of ["dark", "light"])
  test(`axe finds nothing on grouped runs in the ${theme} theme, and 375 pixels are enough`, async ({
    page,
    server,
    watch,
  }) => {
    await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
    await sweep(server);
    await page.goto(`${server.url}/runs?by=config.optimizer`);
    await expect(head(page, "adam")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    await expect(head(page, "adam")).toContainText("2 runs");
    await head(page, "adam").getByRole("button").click();
    await expect.poll(async () => (await lines(page)).length).toBe(6);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(watch.faults).toEqual([]);
  });
