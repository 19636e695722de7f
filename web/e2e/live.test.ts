import { expect, expectNewestStep, lossChart, pointsOf, row, test } from "./fixture";
import { lossAt } from "./server";

test("A run that starts while one looks appears by itself, with its badge, and is toasted", async ({
  page,
  server,
  watch,
}) => {
  await page.goto(server.url);
  await expect(page.getByText("No runs yet")).toBeVisible();
  await expect(page.locator('[data-connection="live"]')).toBeVisible();
  // What is there when the lists are read once more after the subscription is no news.
  await page.waitForLoadState("networkidle");
  const id = await server.createRun("first-run");
  await expect(row(page, id)).toContainText("first-run");
  await expect(row(page, id)).toContainText("RUNNING");
  await expect(page.locator("[data-sonner-toast]")).toContainText("first-run");
  expect(
    watch.requests.every((url) => url.startsWith(server.url) || url.startsWith(server.url.replace("http", "ws"))),
  ).toBe(true);
});

test("Points reach the plot over the socket, and no metrics request is made while live", async ({
  page,
  server,
  watch,
}) => {
  const id = await server.createRun("digits", { total_steps: 1000 });
  await server.train(id, 0, 100);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 99);
  const isMetrics = (url: string) => /\/metrics(\?|$)/.test(url);
  expect(watch.requests.filter(isMetrics).length).toBe(1);
  for (let step = 100; step < 400; step += 20) await server.train(id, step, step + 20);
  await expectNewestStep(page, 399);
  const points = await pointsOf(page);
  expect(points.length).toBe(100);
  for (const [step, value] of points) expect(value).toBeCloseTo(lossAt(step), 12);
  expect(new Set(points.map(([step]) => step)).size).toBe(100);
  // What is read under the cursor is of the step where it stands, whatever comes in meanwhile.
  const plot = page.locator('[data-tile="lr"]');
  await plot.locator(".u-over").hover({ position: { x: 60, y: 40 } });
  for (let step = 400; step < 700; step += 100) {
    await server.train(id, step, step + 100);
    await expectNewestStep(page, step + 99);
    const [at, rate] = await plot.evaluate((tile) => [
      Number(/at ([\d,]+)/.exec(tile.textContent ?? "")?.[1]?.replace(",", "")),
      Number(/train\/lr ([\d.e-]+)/.exec(tile.textContent ?? "")?.[1]),
    ]);
    expect(Math.abs((rate ?? 0) - 0.001 * (1 - (at ?? 0) / 100_000))).toBeLessThan(4e-7);
  }
  expect(watch.requests.filter(isMetrics).length).toBe(1);
});

test("A run that was opened before its first point needs no history at all", async ({ page, server, watch }) => {
  const id = await server.createRun("empty-at-first");
  // The list says at once that there is nothing to draw; the run is open when it was read after the subscription.
  const opened = page.waitForResponse((response) => response.url().endsWith(`/api/runs/${id}`));
  await page.goto(`${server.url}/?run=${id}`);
  await (await opened).finished();
  await expect(page.getByText("Nothing to draw yet").first()).toBeVisible();
  await server.train(id, 0, 30);
  await expect(lossChart(page)).toBeVisible();
  await expectNewestStep(page, 29);
  expect(await pointsOf(page)).toHaveLength(30);
  expect(watch.requests.filter((url) => url.includes("/metrics"))).toEqual([]);
});

test("Progress, epoch, elapsed time, time left and loss of the selected run move", async ({ page, server }) => {
  const id = await server.createRun("moving", { epochs: 10, steps_per_epoch: 100 });
  const now = Date.now() / 1000;
  const write = (from: number, to: number) => {
    const steps = Array.from({ length: to - from }, (_, i) => from + i);
    const times = steps.map((step) => now - 60 + step * 0.1);
    return server.send("POST", `/api/runs/${id}/metrics`, { steps, times, metrics: { loss: steps.map(lossAt) } });
  };
  await write(0, 300);
  await page.goto(`${server.url}/?run=${id}`);
  const fact = (name: string) => page.locator(`[data-fact="${name}"] b`);
  await expect(fact("step")).toHaveText("299");
  await expect(fact("epoch")).toHaveText("3");
  await expect(fact("time left")).toHaveText(/^1m$/);
  await expect(page.getByRole("progressbar", { name: "Progress of the selected run" })).toHaveAttribute(
    "aria-valuenow",
    "29.9",
  );
  const elapsed = (await fact("elapsed").textContent()) ?? "";
  await expect(fact("elapsed")).not.toHaveText(elapsed);
  await write(300, 500);
  await expect(fact("step")).toHaveText("499");
  await expect(row(page, id).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "49.9");
  await expect(fact("loss")).toHaveText(lossAt(499).toPrecision(4));
});

test("NaN and Infinity are marked at their step and break the line", async ({ page, server }) => {
  const id = await server.createRun("odd");
  const values = [1, 0.9, "NaN", 0.8, "Infinity", 0.7];
  await server.send("POST", `/api/runs/${id}/metrics`, { steps: [0, 1, 2, 3, 4, 5], metrics: { loss: values } });
  await page.goto(`${server.url}/?run=${id}`);
  await expect(page.locator("caption").first()).toContainText("1 × NaN at step 2", { timeout: 10_000 });
  await expect(page.locator("caption").first()).toContainText("1 × +Inf at step 4");
});

test("What is done to a run is done on the server: cancelling asks first, a note and a deletion arrive", async ({
  page,
  server,
}) => {
  const id = await server.createRun("steered");
  await server.train(id, 0, 10);
  await page.goto(`${server.url}/?run=${id}`);
  await page.locator('[data-action="note"]').click();
  await page.getByLabel("What was learned").fill("lower the rate");
  await page.getByRole("button", { name: "SAVE" }).click();
  await expect
    .poll(async () => (await server.send<{ notes: string }>("GET", `/api/runs/${id}`)).notes)
    .toBe("lower the rate");
  await page.locator('[data-action="cancel"]').click();
  await expect(page.getByRole("button", { name: "KEEP IT" })).toBeFocused();
  await page.getByRole("button", { name: "CANCEL RUN" }).click();
  await expect(row(page, id)).toContainText("CANCELLED");
  expect((await server.send<{ status: string }>("GET", `/api/runs/${id}`)).status).toBe("cancelled");
  await page.locator('[data-action="delete"]').click();
  await page.getByRole("button", { name: "DELETE RUN" }).click();
  await expect(page.getByText("No runs yet")).toBeVisible();
  expect((await fetch(`${server.url}/api/runs/${id}`)).status).toBe(404);
});

test("A run that is deleted elsewhere leaves its place empty, so that nothing is done to another by mistake", async ({
  page,
  server,
}) => {
  const other = await server.createRun("other");
  const id = await server.createRun("goes");
  await server.train(id, 0, 10);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 9);
  await server.send("DELETE", `/api/runs/${id}`);
  await expect(page.getByRole("alert")).toContainText(`NO RUN ${id}`);
  await expect(row(page, other)).toBeVisible();
  expect(new URL(page.url()).searchParams.get("run")).toBe(id);
  await expect(page.locator('[data-action="delete"]')).toHaveCount(0);
  await row(page, other).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(new URL(page.url()).searchParams.get("run")).toBe(other);
});

test("Two tabs see the same", async ({ page, context, server }) => {
  const id = await server.createRun("shared");
  await server.train(id, 0, 20);
  const other = await context.newPage();
  await Promise.all([page.goto(`${server.url}/?run=${id}`), other.goto(`${server.url}/?run=${id}`)]);
  await Promise.all([expectNewestStep(page, 19), expectNewestStep(other, 19)]);
  await server.train(id, 20, 40);
  await Promise.all([expectNewestStep(page, 39), expectNewestStep(other, 39)]);
});
