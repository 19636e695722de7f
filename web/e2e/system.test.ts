import { expect, test } from "./fixture";
import type { Server } from "./server";

const GIB = 2 ** 30;

const report = (server: Server, run: string, host: string, ages: number[], gpus: number) =>
  server.send("POST", `/api/runs/${run}/system`, {
    host,
    samples: ages.map((age) => ({
      time: Date.now() / 1000 - age,
      cpu_percent: 42.5,
      memory_used: 10 * GIB,
      memory_total: 40 * GIB,
      disk_used: 100 * GIB,
      disk_total: 200 * GIB,
      net_rx: 3 * 2 ** 20,
      net_tx: 2 ** 20,
      gpus: Array.from({ length: gpus }, (_, index) => ({
        index,
        name: "H100",
        utilization: 90 - index,
        memory_used: GIB,
        memory_total: 80 * GIB,
        temperature: 60 + index,
        power: 400,
      })),
    })),
  });

test("Every host is shown with its GPUs, its history and what runs on it; a silent one says so", async ({
  page,
  server,
}) => {
  const id = await server.createRun("trainer", { total_steps: 100 });
  await server.train(id, 0, 50);
  await report(server, id, "gpu-node-01", [60, 45, 30, 15, 0], 2);
  const old = await server.createRun("elsewhere");
  await report(server, old, "cpu-07", [7200, 7190, 7180], 0);
  await page.goto(`${server.url}/system`);
  const host = page.locator('[data-host="gpu-node-01"]');
  await expect(host).toContainText("42.5%");
  await expect(host).toContainText("10.0 of 40.0 GiB");
  await expect(host).toContainText("GPU1");
  for (const chart of ["cpu", "memory", "network", "disk", "gpu", "vram", "temperature", "power"])
    await expect(host.locator(`[data-host-chart="${chart}"] canvas`)).toBeVisible();
  const panel = page.locator('[data-area="host"]').filter({ has: host });
  await expect(panel.locator("[data-host-state]")).toHaveAttribute("data-host-state", "live");
  const silent = page.locator('[data-host="cpu-07"]');
  await expect(page.locator('[data-area="host"]').filter({ has: silent })).toContainText("SILENT 1h 59m");
  await expect(silent).toContainText("Nothing in this stretch");
  await page.getByRole("button", { name: "6 h" }).click();
  await expect(silent.locator('[data-host-chart="cpu"] canvas')).toBeVisible();
  await expect(page).toHaveURL(/range=6h/);
  await panel.getByRole("link", { name: /trainer/ }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${id}`));
});

test("What a host reports next moves its numbers", async ({ page, server }) => {
  const id = await server.createRun("moving");
  await report(server, id, "h1", [5], 0);
  await page.goto(`${server.url}/system`);
  await expect(page.locator('[data-host="h1"]')).toContainText("42.5%");
  await server.send("POST", `/api/runs/${id}/system`, { host: "h1", samples: [{ cpu_percent: 77.7 }] });
  await expect(page.locator('[data-host="h1"]')).toContainText("77.7%");
});

test("The run's page shows how loaded its hosts were while it ran", async ({ page, server }) => {
  const id = await server.createRun("loaded");
  await server.train(id, 0, 20);
  await report(server, id, "h2", [0], 1);
  await page.goto(`${server.url}/runs/${id}`);
  const section = page.locator('[data-section="system h2"]');
  await section.scrollIntoViewIfNeeded();
  await expect(section.locator('[data-host-chart="cpu"] canvas')).toBeVisible();
  await expect(section.locator('[data-host-chart="gpu"] canvas')).toBeVisible();
});

test("On a telephone a silent host says so, and its bars are not those of a live one", async ({ page, server }) => {
  const id = await server.createRun("trainer");
  await report(server, id, "gpu-node-with-a-long-name-01", [0], 1);
  const other = await server.createRun("gone");
  await report(server, other, "cpu-cluster-west-07.example.org", [1800, 1790], 1);
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto(`${server.url}/system`);
  const silent = page.locator('[data-host-state="silent"]');
  await silent.scrollIntoViewIfNeeded();
  await expect(silent).toContainText("SILENT 29m");
  await expect(silent).toBeInViewport({ ratio: 1 });
  const isCut = await silent.evaluate((text) => {
    const box = text.parentElement?.getBoundingClientRect();
    const own = text.getBoundingClientRect();
    return box === undefined || own.right > box.right || own.left < box.left;
  });
  expect(isCut).toBe(false);
  const bars = page.locator('[data-host][data-silent] [role="progressbar"]');
  await expect(bars).toHaveCount(4);
  for (const bar of await bars.all()) await expect(bar).toHaveClass(/tone-muted/);
  await expect(page.locator("[data-host]:not([data-silent]) .tone-good")).toHaveCount(4);
});
