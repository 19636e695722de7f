import type { Page } from "@playwright/test";
import { expect, expectNewestStep, test } from "./fixture";

const tile = (page: Page, id: string) => page.locator(`[data-tile="${id}"]`);
const boxOf = async (page: Page, id: string) => {
  const box = await tile(page, id).boundingBox();
  if (box === null) throw new Error(`${id} is not on the page`);
  return { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
};

test("A panel is moved by its title and resized by its corner; the layout is kept, and reset by one button", async ({
  page,
  server,
}) => {
  const id = await server.createRun("arranged");
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  await expect(tile(page, "checkpoints").getByText("No checkpoint yet")).toBeVisible();
  const runs = await boxOf(page, "runs");
  const loss = await boxOf(page, "loss");
  await page.mouse.move(loss.x + 120, loss.y + 10);
  await page.mouse.down();
  await page.mouse.move(loss.x + 120, loss.y - 100, { steps: 4 });
  await page.mouse.move(runs.x + 120, runs.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await boxOf(page, "loss")).y).toBe(runs.y);
  expect((await boxOf(page, "runs")).y).toBeGreaterThan(runs.y);
  const config = await boxOf(page, "config");
  await page.mouse.move(config.x + config.width - 4, config.y + config.height - 4);
  await page.mouse.down();
  await page.mouse.move(config.x + config.width - 260, config.y + config.height - 4, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await boxOf(page, "config")).width).toBeLessThan(config.width - 200);
  const moved = [await boxOf(page, "loss"), await boxOf(page, "config")];
  await page.reload();
  await expectNewestStep(page, 49);
  expect([await boxOf(page, "loss"), await boxOf(page, "config")]).toEqual(moved);
  await page.keyboard.press("F10");
  await page.getByRole("button", { name: "RESET LAYOUT" }).click();
  await expect.poll(() => boxOf(page, "loss")).toEqual(loss);
  expect(await boxOf(page, "runs")).toEqual(runs);
});

test("A panel is moved, resized and removed by keys, and keeps the focus on the way", async ({ page, server }) => {
  const id = await server.createRun("keyed");
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  await expect(tile(page, "actions").getByText("COMMANDS")).toBeVisible();
  const before = await boxOf(page, "loss");
  await page.keyboard.press("4");
  await page.keyboard.press("Enter");
  await expect(tile(page, "loss")).toHaveAttribute("data-large");
  await page.keyboard.press("Escape");
  await expect(tile(page, "loss")).not.toHaveAttribute("data-large");
  await expect(tile(page, "loss")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(async () => (await boxOf(page, "loss")).y).toBeLessThan(before.y);
  await expect(tile(page, "loss")).toBeFocused();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(async () => (await boxOf(page, "loss")).height).toBeGreaterThan(before.height);
  await page.keyboard.press("Alt+ArrowRight");
  await expect.poll(async () => (await boxOf(page, "loss")).x).toBeGreaterThan(before.x);
  const number = await tile(page, "loss").getAttribute("data-panel");
  await page.keyboard.press("Alt+Delete");
  await expect(tile(page, "loss")).toHaveCount(0);
  await expect(page.locator(`[data-panel="${number}"]`)).toBeFocused();
});

test("A chart of any metric of any run, a table and a note are added, and what is written reaches the server", async ({
  page,
  server,
}) => {
  const other = await server.createRun("the-other");
  await server.train(other, 0, 40);
  const id = await server.createRun("chosen");
  await server.train(id, 0, 20);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 19);
  await page.getByRole("button", { name: "F10 LAYOUT" }).click();
  const sheet = page.getByRole("complementary", { name: "Layout of the terminal" });
  await sheet.getByRole("combobox").first().selectOption("the-other");
  await sheet.getByRole("combobox").nth(1).selectOption("val/loss");
  await sheet.getByRole("button", { name: "ADD CHART" }).click();
  await sheet.getByRole("button", { name: "LATEST", exact: true }).click();
  await sheet.getByRole("button", { name: "NOTE", exact: true }).click();
  await page.keyboard.press("Escape");
  const chart = tile(page, "metric-1");
  await expect(chart).toContainText("the-other");
  const steps = async () =>
    (JSON.parse((await chart.locator(".metrics-chart").getAttribute("data-points")) ?? "[]") as [number][]).map(
      ([step]) => step,
    );
  await expect.poll(steps).toEqual([0, 10, 20, 30]);
  await server.train(other, 40, 51);
  await expect.poll(steps).toEqual([0, 10, 20, 30, 40, 50]);
  await expect(tile(page, "latest").locator('tr[data-metric="train/loss"]')).toBeVisible();
  const note = tile(page, "note").getByRole("textbox");
  const noteOnServer = async () => (await server.send<{ notes: string }>("GET", `/api/runs/${id}`)).notes;
  await note.fill("keep the rate");
  await expect.poll(noteOnServer).toBe("keep the rate");
  // Another tab writes while this one is being written on.
  await note.fill("keep the rate\nhere");
  await server.send("PUT", `/api/runs/${id}`, { notes: "keep the rate\nthere" });
  await note.press("End");
  await note.pressSequentially("!");
  await expect.poll(noteOnServer).toBe("keep the rate\nthere\nhere!");
  await server.send("DELETE", `/api/runs/${other}`);
  await expect(chart).toContainText("Its run is gone");
  await page.reload();
  await expect(chart).toContainText("Its run is gone");
});

test("The letters of the actions act wherever the focus is on the terminal, and ask before they end a run", async ({
  page,
  server,
}) => {
  const id = await server.createRun("steered");
  await server.train(id, 0, 50);
  const status = async () => (await server.send<{ status: string }>("GET", `/api/runs/${id}`)).status;
  const action = (name: string) => tile(page, "actions").locator(`[data-action="${name}"]`);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  await expect(action("stop").locator("kbd")).toHaveText("S");
  await expect(action("resume")).toHaveAttribute("aria-disabled", "true");
  await expect(action("promote")).toContainText("no checkpoint");
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: "LET IT RUN" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("4");
  await expect(tile(page, "loss")).toBeFocused();
  // A letter of the focused panel is its own: a plot has X for its axis, and cancels nothing.
  await page.keyboard.press("x");
  await expect(page).toHaveURL(/logx=1/);
  await page.keyboard.press("f");
  await expect(page.getByRole("button", { name: "LEAVE IT" })).toBeFocused();
  expect(await status()).toBe("running");
  await page.keyboard.press("Escape");
  await server.send("PUT", `/api/runs/${id}`, { status: "interrupted" });
  await expect(action("resume").locator("kbd")).toHaveText("R");
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog")).toContainText('run_name="steered"');
  await page.keyboard.press("Escape");
  await tile(page, "runs").focus();
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "CANCEL RUN" }).click();
  await expect.poll(status).toBe("cancelled");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(new RegExp(`/compare\\?runs=${id}`));
});
