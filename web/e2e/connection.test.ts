import { expect, expectNewestStep, pointsOf, test } from "./fixture";

test("A page whose code could not be fetched comes by itself when the server is back", async ({ page, server }) => {
  await page.route("**/assets/JobsPage*", (route) => route.abort());
  await page.goto(server.url);
  await expect(page.locator('[data-connection="live"]')).toBeVisible();
  const port = server.port;
  await server.stop();
  await page.getByRole("link", { name: /JOBS/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This page stopped" })).toBeVisible();
  await page.unroute("**/assets/JobsPage*");
  await server.start(port);
  await expect(page.getByRole("main", { name: "Jobs" })).toBeVisible({ timeout: 20_000 });
});

test("A panel whose code could not be fetched says so in its place, and comes when the server is back", async ({
  page,
  server,
}) => {
  const id = await server.createRun("half-loaded");
  await server.train(id, 0, 10);
  await page.route(/assets\/(ConfigPanel|Tape|KeyBar)/, (route) => route.abort());
  await page.goto(`${server.url}/?run=${id}`);
  const config = page.getByRole("region", { name: "RUN CONFIG" });
  await expect(config.getByRole("alert")).toContainText("could not be drawn");
  await expect(page.getByRole("region", { name: "CHECKPOINTS" })).toContainText("No checkpoint yet");
  await expect(page.locator('[data-connection="live"]')).toBeVisible();
  await expectNewestStep(page, 9);
  const port = server.port;
  await server.stop();
  await expect(page.locator('[data-connection="offline"]')).toBeVisible();
  // What is asked for now cannot come, and takes nothing away.
  await page.keyboard.press("?");
  await page.keyboard.press("F10");
  await expect(page.getByRole("alert").filter({ hasText: "could not be drawn" }).last()).toBeAttached();
  await expectNewestStep(page, 9);
  await page.unroute(/assets\/(ConfigPanel|Tape|KeyBar)/);
  await server.start(port);
  await expect(config).toContainText("This run has no configuration", { timeout: 20_000 });
  await expectNewestStep(page, 9);
});

test("The page survives a restart of the server by itself, and misses and doubles nothing", async ({
  page,
  server,
  watch,
}) => {
  const id = await server.createRun("survivor", { total_steps: 500 });
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  const port = server.port;
  await server.stop();
  await expect(page.locator('[data-connection="offline"]')).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("data as of");
  expect(await pointsOf(page)).toHaveLength(50);
  await server.start(port);
  await server.train(id, 50, 80);
  await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 20_000 });
  await expectNewestStep(page, 79);
  await server.train(id, 80, 90);
  await expectNewestStep(page, 89);
  expect((await pointsOf(page)).map(([step]) => step)).toEqual(Array.from({ length: 90 }, (_, i) => i));
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "Connection back" })).toBeVisible();
  expect(watch.requests.filter((url) => url.includes("://")).every((url) => new URL(url).port === String(port))).toBe(
    true,
  );
});
