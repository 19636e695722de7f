import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, test } from "./fixture";
import type { Server } from "./server";

const facet = (page: Page, field: string) => page.locator(`[data-facet="${field}"]`);
const found = (page: Page) => page.locator('search [role="status"] b');
const head = (page: Page, field: string) => page.locator(`[role="columnheader"][data-field="${field}"]`);

// Thirty runs: the higher the number, the lower the loss; two optimizers, three rates.
async function sweep(page: Page, server: Server, query = ""): Promise<string[]> {
  const ids = await Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const config = { lr: [0.1, 0.01, 0.001][i % 3], optimizer: i < 20 ? "adam" : "sgd", width: 10 * i };
      const id = await server.createRun(`sweep-${String(i).padStart(2, "0")}`, { config, tags: i < 5 ? ["base"] : [] });
      await server.send("POST", `/api/runs/${id}/metrics`, {
        steps: [1, 2, 3],
        metrics: { "val/loss": [40, 35, 30 - i] },
      });
      return id;
    }),
  );
  await page.goto(`${server.url}/runs?sort=name${query}`);
  await expect(found(page)).toHaveText("30");
  await expect(facet(page, "config.optimizer")).toBeVisible();
  return ids;
}

test("Values are ticked, numbers are brushed, and both are tokens of the filter that the server applies", async ({
  page,
  server,
}) => {
  await sweep(page, server);
  await expect(facet(page, "status").getByRole("listitem")).toHaveText(["running30"]);
  await facet(page, "config.optimizer").getByRole("checkbox", { name: "optimizer sgd" }).click();
  await expect(found(page)).toHaveText("10");
  // What else could be chosen is still told, what the other filters leave of it is not.
  await expect(facet(page, "config.optimizer").getByRole("listitem")).toHaveText(["adam20", "sgd10"]);
  await expect(facet(page, "config.lr").getByRole("listitem")).toHaveText(["0.0014", "0.013", "0.13"]);
  await facet(page, "config.lr").getByRole("checkbox", { name: "lr 0.1", exact: true }).click();
  await expect(found(page)).toHaveText("3");
  await facet(page, "config.lr").getByRole("checkbox", { name: "lr 0.01", exact: true }).click();
  await expect(found(page)).toHaveText("6");
  await expect(page.getByRole("button", { name: "Remove config.lr in 0.1 0.01" })).toBeVisible();
  await page.getByRole("button", { name: "CLEAR" }).first().click();
  await expect(found(page)).toHaveText("30");

  const bars = facet(page, "metric.val/loss").locator("svg");
  const box = await bars.boundingBox();
  if (box === null) throw new Error("the histogram has no size");
  await page.mouse.move(box.x + 1, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(found(page)).toHaveText("15");
  const query = new URL(page.url()).searchParams.getAll("metric.val/loss");
  expect(query.length).toBe(1);
  const bound = Number(query[0]?.replace("le:", ""));
  const list = await server.send<{ total: number }>("GET", `/api/runs?metric.val/loss=le:${bound}`);
  expect(list.total).toBe(15);
  await page.mouse.click(box.x + box.width / 2, box.y + 20);
  await expect(found(page)).toHaveText("30");
});

test("Hosts are ticked, and a time ago is a filter that stays relative in the address", async ({ page, server }) => {
  for (const host of ["node-1", "node-2", "node-3"]) {
    const id = await server.createRun(`on-${host}`);
    await server.send("POST", `/api/runs/${id}/system`, { host, samples: [{ cpu_percent: 50 }] });
  }
  await page.goto(`${server.url}/runs?facets=1`);
  await expect(found(page)).toHaveText("3");
  const hosts = facet(page, "hosts");
  await hosts.getByRole("checkbox", { name: "hosts node-1" }).click();
  await hosts.getByRole("checkbox", { name: "hosts node-3" }).click();
  await expect(found(page)).toHaveText("2");
  expect(new URL(page.url()).searchParams.get("host")).toBe("node-1,node-3");
  const week = facet(page, "created_at").getByRole("button", { name: "7 DAYS", exact: true });
  await week.click();
  await expect(week).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: "Remove created ≥ 7d" })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("created_at")).toBe("ge:7d");
  await expect(found(page)).toHaveText("2");
  await page.getByRole("combobox", { name: "Filter the runs" }).fill("created<7d");
  await page.keyboard.press("Enter");
  await expect(found(page)).toHaveText("0");
  expect(await faultsOf(page)).toEqual([]);
});

test("A stretch of time is brushed over when runs were created, and the address keeps it", async ({ page, server }) => {
  await server.createRun("early");
  await new Promise((done) => setTimeout(done, 2500));
  await server.createRun("late");
  await page.goto(`${server.url}/runs?facets=1`);
  await expect(found(page)).toHaveText("2");
  const box = await facet(page, "created_at").locator("svg").boundingBox();
  if (box === null) throw new Error("the histogram has no size");
  await page.mouse.move(box.x + box.width - 1, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(found(page)).toHaveText("1");
  await expect(page.getByRole("row", { name: /late/ })).toBeVisible();
  await expect(page).toHaveURL(/created_at=ge/);
  await page.reload();
  await expect(found(page)).toHaveText("1");
  await page.getByRole("button", { name: /^Remove created/ }).click();
  await expect(found(page)).toHaveText("2");
});

test("A brush is moved by the keyboard, and the facets go and come with A", async ({ page, server }) => {
  await sweep(page, server);
  const high = facet(page, "metric.val/loss").getByRole("slider", { name: "val/loss from the high side" });
  await high.focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowLeft");
  await expect(found(page)).toHaveText("15");
  await expect(high).toHaveAttribute("aria-valuenow", "12");
  await page.keyboard.press("End");
  await expect(found(page)).toHaveText("30");
  await page.getByRole("grid", { name: "Runs" }).focus();
  await page.keyboard.press("a");
  await expect(page.locator('[data-area="facets"]')).toHaveCount(0);
  await expect(page).toHaveURL(/facets=0/);
  await page.keyboard.press("a");
  await expect(facet(page, "config.optimizer")).toBeVisible();
});

test("A column's head shows what the filter left of it, and follows the runs", async ({ page, server }) => {
  const ids = await sweep(page, server);
  const left = () =>
    head(page, "metric.val/loss")
      .locator("svg rect")
      .evaluateAll((bars) => bars.filter((bar, i) => i % 2 === 1 && bar.getAttribute("height") !== "0").length);
  await expect.poll(left).toBeGreaterThan(15);
  await page.getByRole("combobox", { name: "Filter the runs" }).fill("val/loss<=3");
  await page.keyboard.press("Enter");
  await expect(found(page)).toHaveText("3");
  // Of the bins, which span what could be chosen: 1 and 2 lie in the first, 3 in the next.
  await expect.poll(left).toBe(2);
  // A facet is read again while runs move.
  await server.send("POST", `/api/runs/${ids[29]}/metrics`, { step: 4, metrics: { "val/loss": 2 } });
  await expect.poll(left).toBe(1);
});

test("Sparklines of one metric share their scale, and their head says so", async ({ page, server }) => {
  await sweep(page, server);
  await expect(head(page, "spark")).toContainText("shared log");
});

for (const theme of ["dark", "light"])
  test(`axe finds nothing on the facets in the ${theme} theme, and a phone has them on a sheet`, async ({
    page,
    server,
    watch,
  }) => {
    await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
    await sweep(page, server);
    await facet(page, "config.optimizer").getByRole("checkbox", { name: "optimizer sgd" }).click();
    await expect(found(page)).toHaveText("10");
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    await expect(page.locator('[data-area="facets"]')).toHaveCount(0);
    await page.getByRole("button", { name: "FACETS" }).click();
    await expect(facet(page, "config.optimizer")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await facet(page, "config.optimizer").getByRole("checkbox", { name: "optimizer adam" }).click();
    await page.getByRole("button", { name: "Close the facets" }).click();
    await expect(found(page)).toHaveText("30");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(watch.faults).toEqual([]);
  });
