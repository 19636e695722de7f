import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { expect, lossChart, pointsOf, test } from "./fixture";

const ROOT = resolve(import.meta.dirname, "../..");
// Debian's own Python is the one that has Debian's PyTorch.
const PYTHON = "/usr/bin/python3";

test("A real PyTorch training is seen live, and the curve on the page is the one in the store", async ({
  page,
  server,
  watch,
}) => {
  await page.goto(server.url);
  await expect(page.locator('[data-connection="live"]')).toBeVisible();
  const script = spawn(
    PYTHON,
    [resolve(ROOT, "examples/python/digits_torch.py"), "--epochs", "8", "--url", server.url],
    {
      cwd: server.folder,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  script.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  script.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<number | null>((done) => script.once("exit", done));

  const chart = lossChart(page);
  await page.locator("tr[data-run-id]").first().click();
  await expect(chart).toBeVisible();
  await expect.poll(async () => (await pointsOf(page)).length, { timeout: 30_000 }).toBeGreaterThan(10);
  expect(await ended, said).toBe(0);

  const runs = await server.send<{ items: { id: string; status: string; step: number }[] }>("GET", "/api/runs");
  const run = runs.items[0];
  if (run === undefined) throw new Error("the training left no run");
  expect(run.status).toBe("completed");
  await expect(page.locator(`tr[data-run-id="${run.id}"]`)).toContainText("COMPLETED");
  await expect.poll(async () => (await pointsOf(page)).at(-1)?.[0], { timeout: 15_000 }).toBe(run.step);
  const stored = await server.send<{ series: { steps: number[]; values: number[] }[] }>(
    "GET",
    `/api/runs/${run.id}/metrics?keys=train/loss&points=20000`,
  );
  const series = stored.series[0];
  if (series === undefined) throw new Error("the store has no train/loss");
  expect(series.values.at(-1)).toBeLessThan(0.5 * (series.values[0] ?? 0));
  const newest = series.steps.map((step, i) => [step, series.values[i]]).slice(-100);
  expect(await pointsOf(page)).toEqual(newest);
  expect(watch.requests.filter((url) => url.includes("/metrics")).length).toBeLessThanOrEqual(1);
});
