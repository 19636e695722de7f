import { expect, expectNewestStep, row, test } from "./fixture";

test("While the server is gone every page says since when, and what is drawn turns grey and stays", async ({
  page,
  server,
}) => {
  const id = await server.createRun("greyed", { total_steps: 100 });
  await server.train(id, 0, 50);
  const port = server.port;
  const pages = [`/?run=${id}`, `/runs/${id}`, `/compare?runs=${id}&metric=train/loss`, "/system", `/embed/active`];
  for (const path of pages) {
    await page.goto(server.url + path);
    const drawn = page.locator("main canvas").first();
    await expect(drawn).toBeVisible();
    await expect(drawn).toHaveCSS("filter", "none");
    await expect(page.locator('html[data-source="live"]')).toBeVisible();
    await server.stop();
    const strip = page.getByRole("alert").filter({ hasText: "OFFLINE" });
    await expect(strip).toContainText(/data as of \d\d:\d\d:\d\d UTC/);
    await expect(strip).toContainText(/retry in \d+s|trying now/);
    await expect(drawn).toBeVisible();
    await expect(drawn).toHaveCSS("filter", /grayscale/);
    await server.start(port);
    await strip
      .getByRole("button", { name: "NOW" })
      .click({ timeout: 2000 })
      .catch(() => {});
    await expect(strip).toHaveCount(0, { timeout: 40_000 });
    await expect(drawn).toHaveCSS("filter", "none");
  }
});

test("The best value of a loss has its star at its own step, and none where the newest is the best", async ({
  page,
  server,
}) => {
  const id = await server.createRun("starred");
  const steps = Array.from({ length: 100 }, (_, step) => step);
  const loss = steps.map((step) => (step === 37 ? 0.001 : 1 + 1 / (1 + step)));
  const metrics = { "train/loss": loss, "val/loss": steps.map((step) => 2 - step / 100), "train/lr": steps };
  await server.send("POST", `/api/runs/${id}/metrics`, { steps, metrics });
  await page.goto(`${server.url}/runs/${id}`);
  const chart = (metric: string) => page.locator(`.metrics-chart[data-metric="${metric}"]`);
  await expect(chart("train/loss")).toHaveAttribute("data-best", "37~0.001");
  await expect(chart("val/loss")).toHaveAttribute("data-best", "");
  await expect(chart("train/lr")).toHaveAttribute("data-best", "");
});

test("The F keys act on the run that is looked at, and say why where they cannot", async ({ page, server }) => {
  const id = await server.createRun("keyed");
  await server.train(id, 0, 20);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 19);
  const bar = page.getByRole("contentinfo");
  await expect(bar.getByRole("button", { name: "F2 STOP" })).toHaveAttribute("aria-disabled", "false");
  await page.keyboard.press("F2");
  await expect(page.getByRole("heading", { name: "STOP THIS RUN" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("F8");
  await expect(page).toHaveURL(new RegExp(`/runs/${id}\\?tab=notes`));
  await page.keyboard.press("F4");
  await expect(page).toHaveURL(new RegExp(`/compare\\?runs=${id}`));
  await expect(bar.getByRole("button", { name: "F2 STOP" })).toHaveAttribute("title", "No run is selected");
  await page.keyboard.press("F9");
  await expect(page.getByRole("heading", { name: "LAUNCH A JOB" })).toBeVisible();
  await page.keyboard.press("F9");
  await expect(page.getByRole("heading", { name: "LAUNCH A JOB" })).toHaveCount(0);
});

test("TAG on the command line gives a tag and takes it away, on the server", async ({ page, server }) => {
  const id = await server.createRun("plain");
  await page.goto(server.url);
  await expect(row(page, id)).toBeVisible();
  const tags = async () => (await server.send<{ tags: string[] }>("GET", `/api/runs/${id}`)).tags;
  for (const want of [["good"], []]) {
    await page.keyboard.press("/");
    await page.keyboard.type("TAG plain good");
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect.poll(tags).toEqual(want);
  }
});
