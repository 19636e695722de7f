import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, expectNewestStep, row, test } from "./fixture";
import type { Server } from "./server";

async function open(page: Page, server: Server, theme: string): Promise<string> {
  await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
  await server.createRun("queued-look", { tags: ["a"] });
  const done = await server.createRun("done");
  await server.train(done, 0, 30);
  await server.send("PUT", `/api/runs/${done}`, { status: "completed" });
  const failed = await server.createRun("broken");
  await server.send("PUT", `/api/runs/${failed}`, { status: "failed", error: "ValueError: no" });
  const id = await server.createRun("digits", {
    epochs: 5,
    steps_per_epoch: 100,
    config: { lr: 0.001, optim: { name: "adam" } },
    tags: ["x"],
  });
  await server.train(id, 0, 200);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 199);
  return id;
}

for (const theme of ["dark", "light"]) {
  test(`axe finds nothing on the terminal in the ${theme} theme`, async ({ page, server, watch }) => {
    await open(page, server, theme);
    expect(watch.faults).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("/");
    await page.keyboard.type("RUN d");
    await expect(page.getByRole("option")).not.toHaveCount(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
  });

  test(`axe finds nothing on an empty server and on a phone in the ${theme} theme`, async ({ page, server }) => {
    await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
    await page.goto(server.url);
    await expect(page.getByText("No runs yet")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    const id = await server.createRun("digits", { total_steps: 100 });
    await server.train(id, 0, 50);
    await page.goto(`${server.url}/?run=${id}`);
    await expectNewestStep(page, 49);
    expect(await faultsOf(page)).toEqual([]);
  });
}

test("At 375 pixels nothing scrolls sideways, and every panel can be reached", async ({ page, server }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await open(page, server, "dark");
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  for (const word of ["LR", "EVENTS", "CKPT", "CONFIG", "SYSTEM", "ACTIONS", "LOSS"]) {
    await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: word, exact: true }).click();
    expect(await overflow()).toBe(0);
  }
  await expect(page.locator(".metrics-chart canvas").first()).toBeVisible();
});

test("Everything can be done by keys: panels by number, runs by arrows, the command line, the chart", async ({
  page,
  server,
}) => {
  const id = await open(page, server, "dark");
  await page.keyboard.press("1");
  await expect(page.locator('[data-panel="1"]')).toBeFocused();
  const before = page.url();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.url()).not.toBe(before);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("RUN digi");
  await page.keyboard.press("Tab");
  // The completion may still be on its way when Tab is pressed; the line is completed then.
  await expect(page.getByRole("combobox")).toHaveValue("RUN digits");
  await page.keyboard.press("Enter");
  await expect(row(page, id)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("4");
  const log = page.locator('[data-panel="4"]').getByRole("button", { name: "LOG Y" });
  await expect(log).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("y");
  await expect(log).toHaveAttribute("aria-pressed", "false");
  // The run was chosen a moment ago: the cursor moves once its curve is there.
  await expect(async () => {
    await page.keyboard.press("ArrowLeft");
    await expect(page.locator('[data-panel="5"]')).toContainText(/at \d+/, { timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-panel="4"]')).toHaveAttribute("data-large", "true");
  await page.keyboard.press("Escape");
  await expect(page.locator('[data-panel="5"]')).toBeVisible();
});

test("A link shows the same view, and an unknown run says so", async ({ page, server }) => {
  await open(page, server, "dark");
  await page.keyboard.press("4");
  await page.keyboard.press("Enter");
  const link = page.url();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.locator('[data-panel="4"]')).toHaveAttribute("data-large", "true");
  await page.goto(`${server.url}/?run=run_nobody`);
  await expect(page.getByText("NO RUN run_nobody")).toBeVisible();
});
