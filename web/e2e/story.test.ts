import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { digitsFolder } from "./files";
import { expect, test } from "./fixture";

interface RunRecord {
  id: string;
  status: string;
  config: { dataset: string };
  metrics: Record<string, { latest: number; count: number }>;
  job: { dataset_id: string };
}
interface CheckpointRecord {
  id: string;
  step: number;
  filepath: string;
  sha256: string;
  metrics: Record<string, number>;
}

test("From a folder of images to a downloaded model, all of it on the page", async ({ page, server, watch }) => {
  test.setTimeout(240_000);
  const wait = { timeout: 60_000 };
  const runs = async () => (await server.send<{ items: RunRecord[] }>("GET", "/api/jobs")).items;
  const job = (name: string) => page.locator("tr[data-job]").filter({ hasText: name });

  // The data.
  await page.goto(`${server.url}/datasets`);
  await page.getByRole("button", { name: "UPLOAD A DATA SET" }).click();
  await page.locator('[data-pick="folder"]').setInputFiles(await digitsFolder(300));
  await page
    .locator("aside")
    .getByRole("button", { name: /^UPLOAD 300/ })
    .click();
  const set = page.locator("tr[data-set]").filter({ hasText: "digits" });
  await expect(set).toHaveAttribute("data-status", "active", wait);
  const dataSet = (await set.getAttribute("data-set")) ?? "";

  // A training on it, watched and cancelled.
  await page.locator('[data-deed="train"]').click();
  await page.locator('[data-template="digits"]').click();
  await expect(page.getByLabel("DATA SET", { exact: true })).toHaveValue(dataSet);
  await page.getByLabel("NAME", { exact: true }).fill("too-slow");
  await page.getByLabel("steps", { exact: true }).fill("100000");
  await page.getByLabel("steps_per_second").fill("50");
  await page.keyboard.press("Control+Enter");
  await expect(job("too-slow")).toHaveAttribute("data-status", "running", wait);
  await expect(page.getByRole("log")).toContainText("training run_", wait);
  await expect(job("too-slow").locator('[data-cell="loss"]')).toHaveText(/\d/, wait);
  await job("too-slow").click();
  await page.locator('[data-deed="cancel"]').click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^CANCEL/ })
    .click();
  await expect(job("too-slow")).toHaveAttribute("data-status", "cancelled", wait);

  // Another, to its end.
  await page.getByLabel("NAME", { exact: true }).fill("digits-300");
  await page.getByLabel("steps", { exact: true }).fill("400");
  await page.getByLabel("steps_per_second").fill("200");
  await page.getByLabel("checkpoint_every").fill("100");
  await page.keyboard.press("Control+Enter");
  await expect(job("digits-300")).toHaveAttribute("data-status", "completed", wait);
  const done = (await runs()).find(({ status }) => status === "completed");
  expect(done?.job.dataset_id).toBe(dataSet);
  // It learned from the images that were uploaded, and from no others.
  expect(done?.config.dataset).toBe(`${dataSet}, 240 to train on, 60 to validate`);
  expect(done?.metrics["train/loss"]?.count).toBe(400);
  expect(done?.metrics["val/accuracy"]?.latest).toBeGreaterThan(0.7);

  // Its best checkpoint becomes a model.
  const runId = done?.id ?? "";
  const { items } = await server.send<{ items: CheckpointRecord[] }>("GET", `/api/runs/${runId}/checkpoints`);
  expect(items.map(({ step }) => step).sort((a, b) => a - b)).toEqual([100, 200, 300, 400]);
  const best = [...items].sort((a, b) => (a.metrics["val/loss"] ?? 9) - (b.metrics["val/loss"] ?? 9))[0];
  await page.goto(`${server.url}/runs/${runId}`);
  await page.locator(`[data-checkpoint-id="${best?.id}"] button`).first().click();
  const details = page.locator("[data-checkpoint]");
  await details.getByRole("button", { name: "BEST", exact: true }).click();
  await expect(details.getByRole("button", { name: /^BEST/ })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await expect(page.getByRole("dialog")).toContainText(`step ${best?.step}, the best one`);
  await page.getByRole("dialog").getByRole("textbox").fill("digits-net");
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(async () => (await server.send<{ items: { status: string }[] }>("GET", "/api/models")).items[0]?.status, wait)
    .toBe("ready");

  // The model, with its way from the data to here, on this machine.
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: /MODELS/ })
    .click();
  await page.locator("tr[data-model]").filter({ hasText: "digits-net" }).click();
  await expect(page.getByRole("figure")).toContainText("run digits-300, which was given data set digits.");
  await page.locator('[data-stage="production"]').last().click();
  await expect(page.locator('tr[data-stage="production"]')).toHaveCount(1);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^DOWNLOAD/ }).click();
  const bytes = await readFile(await (await download).path());
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(best?.sha256);
  expect(Buffer.compare(bytes, await readFile(best?.filepath ?? ""))).toBe(0);
  expect(watch.faults).toEqual([]);
});
