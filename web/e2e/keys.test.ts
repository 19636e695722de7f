import { expect, expectNewestStep, row, test } from "./fixture";

test("One setting silences single letters everywhere; what they do is still there", async ({ page, server }) => {
  const id = await server.createRun("silent");
  await server.train(id, 0, 20);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 19);
  await page.keyboard.press("?");
  await expect(page.getByRole("heading", { name: "EVERYWHERE" })).toBeInViewport();
  await page.getByRole("button", { name: "SINGLE LETTERS ON" }).click();
  await page.keyboard.press("Escape");
  const log = page.locator('[data-tile="loss"]').getByRole("button", { name: "LOG Y" });
  await page.locator('[data-tile="loss"]').focus();
  await page.keyboard.press("y");
  await page.keyboard.press("2");
  await page.keyboard.press("?");
  await expect(page.locator('[data-tile="loss"]')).toBeFocused();
  await expect(log).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.reload();
  await expectNewestStep(page, 19);
  await page.keyboard.press("l");
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).not.toBe("light");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("LETTERS on");
  await page.keyboard.press("Enter");
  await page.locator('[data-tile="loss"]').focus();
  await page.keyboard.press("y");
  await expect(log).toHaveAttribute("aria-pressed", "false");
});

test("STOP on the command line asks, and reaches the writer; what was typed comes back after a reload", async ({
  page,
  server,
}) => {
  const id = await server.createRun("obedient");
  await server.train(id, 0, 20);
  await server.send("POST", `/api/runs/${id}/heartbeat`, { writer: "w1" });
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 19);
  const asked = server.send<object>("GET", `/api/runs/${id}/commands?writer=w1&wait=20`);
  await page.keyboard.press("/");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.type("stop obe");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: /^STOP/ }).click();
  expect(JSON.stringify(await asked)).toContain('"stop"');
  await page.reload();
  await expectNewestStep(page, 19);
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowUp");
  const line = page.getByRole("combobox", { name: "Command line" });
  await expect(line).toHaveValue("STOP obedient");
  await page.keyboard.press("ArrowUp");
  await expect(line).toHaveValue("STOP obedient");
  await page.keyboard.press("ArrowDown");
  await expect(line).toHaveValue("");
});

test("The trend of a run that was over before the page was opened is drawn", async ({ page, server, watch }) => {
  const id = await server.createRun("past");
  await server.train(id, 0, 400);
  await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
  await page.goto(server.url);
  await expect(row(page, id).locator("svg path[stroke=currentColor][d*=L]").first()).toBeAttached();
  expect(watch.requests.filter((url) => url.includes("/api/series"))).toHaveLength(1);
});
