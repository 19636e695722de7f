import type { Browser, Page } from "@playwright/test";
import { expect, expectNewestStep, row, test } from "./fixture";

const tile = (page: Page, id: string) => page.locator(`[data-tile="${id}"]`);
const button = (page: Page, tileId: string, name: string | RegExp) =>
  tile(page, tileId).getByRole("button", { name, exact: true });
const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

// A browser that remembers nothing, as that of whom one sends a link.
async function elsewhere(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1600, height: 1000 } })).newPage();
  await page.goto(url);
  return page;
}

test("What is chosen on the terminal is in its address, and the address shows it after a reload and elsewhere", async ({
  page,
  server,
  browser,
}) => {
  const ended = await server.createRun("ended");
  await server.send("PUT", `/api/runs/${ended}`, { status: "completed" });
  const id = await server.createRun("shown");
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  const steps = await page.evaluate(() => history.length);
  await button(page, "runs", "ACTIVE").click();
  await button(page, "events", "ALERT").click();
  await tile(page, "loss").focus();
  for (const key of ["y", "m", "]", "]"]) await page.keyboard.press(key);
  await tile(page, "lr").focus();
  await page.keyboard.press("y");
  const said = { run: id, list: "active", events: "problems", loss: "linear-noband-0.98", lr: "log" };
  await expect.poll(() => queryOf(page)).toEqual(said);
  expect(await page.evaluate(() => history.length)).toBe(steps);

  const expectShown = async (page: Page) => {
    await expectNewestStep(page, 49);
    await expect(row(page, id)).toBeVisible();
    await expect(row(page, ended)).toHaveCount(0);
    await expect(button(page, "runs", "ACTIVE")).toHaveAttribute("aria-pressed", "true");
    await expect(tile(page, "events")).toContainText("Nothing of this kind");
    await expect(button(page, "loss", "LOG Y")).toHaveAttribute("aria-pressed", "false");
    await expect(button(page, "loss", "BAND")).toHaveAttribute("aria-pressed", "false");
    await expect(button(page, "loss", "EMA .98")).toBeVisible();
    await expect(button(page, "lr", "LOG Y")).toHaveAttribute("aria-pressed", "true");
    await expect.poll(() => queryOf(page)).toEqual(said);
  };
  await page.reload();
  await expectShown(page);
  const other = await elsewhere(browser, page.url());
  await expectShown(other);
  await other.context().close();

  // As it is anyway is not said.
  await button(page, "runs", "ALL").click();
  await button(page, "events", "ALL").click();
  await tile(page, "loss").focus();
  for (const key of ["y", "m"]) await page.keyboard.press(key);
  await button(page, "loss", "EMA .98").click();
  await button(page, "loss", "EMA .995").click();
  await tile(page, "lr").focus();
  await page.keyboard.press("y");
  await expect.poll(() => queryOf(page)).toEqual({ run: id });
  await page.reload();
  await expectNewestStep(page, 49);
  await expect(button(page, "loss", "LOG Y")).toHaveAttribute("aria-pressed", "true");
  expect(queryOf(page)).toEqual({ run: id });
});

test("What a browser remembers of a chart is told by the address, which wins over it", async ({
  page,
  server,
  browser,
}) => {
  await page.addInitScript(() =>
    localStorage.setItem("tmon.chart.loss", JSON.stringify({ isLog: false, hasBand: true, smooth: 0 })),
  );
  const id = await server.createRun("remembered");
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  await expect.poll(() => queryOf(page)).toEqual({ run: id, loss: "linear-0" });
  const other = await elsewhere(browser, page.url());
  await expectNewestStep(other, 49);
  await expect(button(other, "loss", "LOG Y")).toHaveAttribute("aria-pressed", "false");
  await expect(button(other, "loss", "EMA OFF")).toBeVisible();
  await other.context().close();
  await page.goto(`${server.url}/?run=${id}&loss=noband`);
  await expectNewestStep(page, 49);
  await expect(button(page, "loss", "LOG Y")).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, "loss", "BAND")).toHaveAttribute("aria-pressed", "false");
  await expect(button(page, "loss", /^EMA .* AUTO$/)).toBeVisible();
  expect(queryOf(page)).toEqual({ run: id, loss: "noband" });
});

test("Words in an address that nobody knows show what is shown anyway", async ({ page, server }) => {
  const id = await server.createRun("odd");
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}&list=old&events=wedding&loss=loud&lr=-1-2`);
  await expectNewestStep(page, 49);
  await expect(button(page, "runs", "ALL")).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, "events", "ALL")).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, "loss", "LOG Y")).toHaveAttribute("aria-pressed", "true");
  await page.goto(`${server.url}/runs/${id}?stream=stdin&events=wedding`);
  const console = page.locator('[data-area="console"]');
  await expect(console.getByRole("button", { name: "ALL", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("Which stream of the console and which events a run's page shows is in its address", async ({
  page,
  server,
  browser,
}) => {
  const id = await server.createRun("two-streams");
  const lines = ["stdout", "stderr", "stdout"].map((stream, i) => ({ stream, text: `line ${i}` }));
  await server.send("POST", `/api/runs/${id}/logs`, { lines });
  await page.goto(`${server.url}/runs/${id}`);
  const console = (page: Page) => page.locator('[data-area="console"]');
  await console(page).getByRole("button", { name: "STDERR" }).click();
  await page.locator('[data-area="run-events"]').getByRole("button", { name: "CKPT" }).click();
  await expect(page).toHaveURL(`${server.url}/runs/${id}?stream=stderr&events=checkpoints`);
  const expectShown = async (page: Page) => {
    await expect(console(page)).toContainText("1 line of stderr");
    await expect(console(page).locator("li")).toHaveText(/line 1/);
    await expect(page.locator('[data-area="run-events"]')).toContainText("Nothing of this kind");
  };
  await expectShown(page);
  await page.reload();
  await expectShown(page);
  const other = await elsewhere(browser, page.url());
  await expectShown(other);
  // On a phone too one sees that the other stream is left out, and brings it back.
  await other.setViewportSize({ width: 375, height: 800 });
  await other
    .getByRole("navigation", { name: "Parts of the run" })
    .getByRole("button", { name: /CONSOLE/ })
    .click();
  await console(other).getByRole("button", { name: "ALL LINES" }).click();
  await expect(console(other).locator("li")).toHaveCount(3);
  expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await other.context().close();
  await console(page).getByRole("button", { name: "ALL", exact: true }).click();
  await page.locator('[data-area="run-events"]').getByRole("button", { name: "ALL" }).click();
  await expect(page).toHaveURL(`${server.url}/runs/${id}`);
});
