import { expect, test } from "./fixture";

interface Checkpoint {
  id: string;
  is_best: boolean;
}

test("A checkpoint appears when it is saved, becomes the best, and goes when it is deleted", async ({
  page,
  server,
}) => {
  const id = await server.createRun("saver");
  await page.goto(`${server.url}/?run=${id}`);
  await expect(page.getByText("No checkpoint yet")).toBeVisible();
  const body = { step: 5, filepath: "/models/a.pt", size: 2048, sha256: "ab".repeat(32), metrics: { loss: 0.25 } };
  const { id: checkpoint } = await server.send<Checkpoint>("POST", `/api/runs/${id}/checkpoints`, body);
  const row = page.locator(`tr[data-checkpoint-id="${checkpoint}"]`);
  await expect(row).toContainText("0.2500");
  await expect(row).toContainText("2.00 KiB");
  await row.getByRole("button", { name: `Mark ${checkpoint} as best` }).click();
  await expect(row).toContainText("best");
  expect((await server.send<Checkpoint>("GET", `/api/checkpoints/${checkpoint}`)).is_best).toBe(true);
  await row.getByRole("button", { name: `Delete ${checkpoint}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "DELETE" }).click();
  await expect(page.getByText("No checkpoint yet")).toBeVisible();
  expect((await fetch(`${server.url}/api/checkpoints/${checkpoint}`)).status).toBe(404);
});

test("What a host reports is shown, and moves with the next report", async ({ page, server }) => {
  const id = await server.createRun("loaded");
  const report = (percent: number) =>
    server.send("POST", `/api/runs/${id}/system`, {
      host: "gpu-node-07",
      samples: [
        {
          cpu_percent: percent,
          memory_used: 2 ** 30,
          memory_total: 4 * 2 ** 30,
          gpus: [
            { index: 0, name: "H100", utilization: 93, memory_used: 2 ** 30, memory_total: 80 * 2 ** 30, power: 412 },
          ],
        },
      ],
    });
  await report(61.4);
  await page.goto(server.url);
  const panel = page.locator('[data-area="system"]');
  await expect(panel).toContainText("gpu-node-07");
  await expect(panel).toContainText("61.4%");
  await expect(panel).toContainText("1.0 / 80.0");
  await report(12.5);
  await expect(panel).toContainText("12.5%");
});

test("STOP reaches the writer of a running run", async ({ page, server }) => {
  const id = await server.createRun("stoppable");
  await server.send("POST", `/api/runs/${id}/heartbeat`, { writer: "w1" });
  await page.goto(`${server.url}/?run=${id}`);
  const asked = server.send<object>("GET", `/api/runs/${id}/commands?writer=w1&wait=20`);
  await page.locator('[data-action="stop"]').click();
  await page.getByRole("dialog").getByRole("button", { name: /^STOP/ }).click();
  expect(JSON.stringify(await asked)).toContain('"stop"');
});
