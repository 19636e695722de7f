import type { Page } from "@playwright/test";
import { expect, expectNewestStep, test as plain, row } from "./fixture";
import { behindProxy, type Refusal } from "./proxy";
import type { Server } from "./server";

// The page as one sees it through a proxy that lets no WebSocket through.
const test = plain.extend<{ way: Refusal; url: string }>({
  way: ["refuse", { option: true }],
  url: async ({ server, way }, use) => {
    const proxy = await behindProxy(server, way);
    await use(proxy.url);
    await proxy.close();
  },
});

async function openPolling(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('html[data-source="polling"]')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("POLLING 2s")).toBeVisible();
}

const lossOf = (page: Page, id: string) => page.locator(`[data-area="legend"] li[data-run-id="${id}"] b`);

async function logOnce(server: Server, id: string, step: number, loss: number): Promise<void> {
  await server.send("POST", `/api/runs/${id}/metrics`, { step, metrics: { "train/loss": loss } });
}

async function report(server: Server, id: string, cpu: number): Promise<void> {
  const sample = { time: Date.now() / 1000, cpu_percent: cpu, memory_used: 1, memory_total: 2 };
  await server.send("POST", `/api/runs/${id}/system`, { host: "far-away", samples: [sample] });
}

test("The terminal is complete by asking alone: curves, runs, events, checkpoints and hosts", async ({
  page,
  server,
  url,
}) => {
  const id = await server.createRun("polled");
  await server.train(id, 0, 10);
  await openPolling(page, `${url}/?run=${id}`);
  await server.train(id, 10, 25);
  await expectNewestStep(page, 24);
  const later = await server.createRun("polled-too");
  await expect(row(page, later)).toBeVisible();
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "polled-too" })).toBeVisible();
  await server.send("POST", `/api/runs/${id}/checkpoints`, { step: 20, filepath: "/nowhere/a.pt", metrics: {} });
  await expect(page.locator('[data-area="checkpoints"] tbody tr')).toHaveCount(1);
  await report(server, id, 71);
  await expect(page.locator('[data-area="system"]')).toContainText("far-away");
  await server.send("DELETE", `/api/runs/${later}`);
  await expect(row(page, later)).toHaveCount(0);
});

test("The comparison stays live by asking alone", async ({ page, server, url }) => {
  const ids = [await server.createRun("left"), await server.createRun("right")];
  for (const id of ids) await server.train(id, 0, 20);
  await openPolling(page, `${url}/compare?runs=${ids.join(",")}&metric=train/loss`);
  await expect(page.locator('[data-area="overlay"] .metrics-chart')).toHaveAttribute("data-lines", "2");
  await logOnce(server, ids[0] ?? "", 30, 0.125);
  await expect(lossOf(page, ids[0] ?? "")).toHaveText("0.1250");
  await expect(page.locator('[data-area="overlay"] .metrics-chart')).toHaveAttribute("data-newest", /^30\b/);
  await logOnce(server, ids[1] ?? "", 40, 0.25);
  await expect(lossOf(page, ids[1] ?? "")).toHaveText("0.2500");
});

test("A run's own page, its console and a search in it stay live by asking alone", async ({ page, server, url }) => {
  const id = await server.createRun("alone");
  await server.train(id, 0, 20);
  await server.send("POST", `/api/runs/${id}/logs`, { lines: [{ text: "needle one", stream: "stdout" }] });
  await openPolling(page, `${url}/runs/${id}?find=needle`);
  await expect(page.getByRole("log")).toContainText("needle one");
  await server.train(id, 20, 40);
  await expectNewestStep(page, 39);
  await server.send("POST", `/api/runs/${id}/logs`, { lines: [{ text: "needle two", stream: "stdout" }] });
  await expect(page.getByRole("log")).toContainText("needle two");
  await expect(page.locator('[data-area="console"]')).toContainText("2 found");
  await server.send("PUT", `/api/runs/${id}`, { status: "failed", error: "ValueError: no" });
  await expect(page.locator('[data-strip="FAILED"]')).toBeVisible();
});

test("Runs, jobs, data sets, models and hosts come in by asking alone", async ({ page, server, url }) => {
  await openPolling(page, `${url}/runs`);
  const id = await server.createRun("in-the-table");
  await expect(page.getByText("in-the-table").first()).toBeVisible();
  await openPolling(page, `${url}/jobs`);
  await server.send("POST", "/api/jobs", { name: "waits", command: ["true"], hold: true });
  await expect(page.locator("tr[data-job]").filter({ hasText: "waits" })).toBeVisible();
  await openPolling(page, `${url}/datasets`);
  await server.send("POST", "/api/datasets", { name: "pictures" });
  await expect(page.getByText("pictures").first()).toBeVisible();
  await openPolling(page, `${url}/models`);
  await expect(page.getByRole("main")).toBeVisible();
  await openPolling(page, `${url}/system`);
  await report(server, id, 71);
  await expect(page.getByRole("main")).toContainText("far-away");
  await report(server, id, 12);
  await expect(page.getByRole("main")).toContainText("12");
  await openPolling(page, `${url}/embed/active`);
  await expect(page.getByRole("main")).toContainText("in-the-table");
});

test("When the server goes as well that is said, and asking begins again by itself when it is back", async ({
  page,
  server,
  url,
}) => {
  const id = await server.createRun("twice-lost");
  await server.train(id, 0, 10);
  await openPolling(page, `${url}/?run=${id}`);
  const port = server.port;
  await server.stop();
  await expect(page.locator('html[data-source="offline"]')).toBeVisible({ timeout: 30_000 });
  await server.start(port);
  await server.train(id, 10, 20);
  await expect(page.locator('html[data-source="polling"]')).toBeVisible({ timeout: 40_000 });
  await expectNewestStep(page, 19);
});

test.describe("Where an upgrade is swallowed", () => {
  test.use({ way: "swallow" });
  test("a proxy that takes the connection and says nothing is not waited for", async ({ page, server, url }) => {
    const id = await server.createRun("swallowed");
    await server.train(id, 0, 10);
    await page.goto(`${url}/?run=${id}`);
    await expect(page.locator('html[data-source="polling"]')).toBeVisible({ timeout: 50_000 });
    await server.train(id, 10, 20);
    await expectNewestStep(page, 19);
  });
});
