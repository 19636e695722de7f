import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { safetensorsOf } from "./files";
import { expect, test } from "./fixture";
import type { Server } from "./server";

interface ModelRecord {
  id: string;
  name: string;
  stage: string;
  status: string;
  notes: string;
  run_id: string;
  checkpoint_id: string;
}

const FILE = safetensorsOf({ "fc.weight": [10, 64], "fc.bias": [10] });
const modelRow = (page: Page, id: string) => page.locator(`tr[data-model="${id}"]`);
const readModels = async (server: Server) => (await server.send<{ items: ModelRecord[] }>("GET", "/api/models")).items;
const stagesOf = async (server: Server) =>
  Object.fromEntries((await readModels(server)).map(({ id, stage }) => [id, stage]));

async function checkpoint(server: Server, run: string, step: number): Promise<string> {
  const to = `${server.url}/api/runs/${run}/checkpoints?name=net-${step}.safetensors&step=${step}`;
  const answer = await fetch(to, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: new Uint8Array(FILE),
  });
  const { id } = (await answer.json()) as { id: string };
  await server.send("PUT", `/api/checkpoints/${id}`, { metrics: { "val/loss": 1 / step } });
  return id;
}

// A job that was given a data set and logged something, as a run with checkpoints.
async function trained(server: Server): Promise<{ run: string; first: string; second: string }> {
  const { id: dataset } = await server.send<{ id: string }>("POST", "/api/datasets", { name: "pictures" });
  const job = { name: "mlp", command: ["true"], dataset_id: dataset };
  const { id: run } = await server.send<{ id: string }>("POST", "/api/jobs", job);
  await expect
    .poll(async () => (await server.send<{ status: string }>("GET", `/api/runs/${run}`)).status)
    .toBe("completed");
  await server.train(run, 0, 30);
  const first = await checkpoint(server, run, 10);
  const second = await checkpoint(server, run, 20);
  await server.send("PUT", `/api/checkpoints/${first}`, { is_best: true });
  return { run, first, second };
}

const model = (server: Server, name: string, checkpointId: string, stage = "none") =>
  server.send<ModelRecord>("POST", "/api/models", { name, checkpoint_id: checkpointId, stage });

test("A checkpoint is promoted from its run's page, shows where it comes from, and downloads whole", async ({
  page,
  server,
  watch,
}) => {
  const { run, first, second } = await trained(server);
  await page.goto(`${server.url}/runs/${run}`);
  await expect(page.locator(`[data-checkpoint-id="${first}"]`)).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByRole("dialog")).toContainText("step 10, the best one");
  await page.getByRole("dialog").getByRole("textbox").fill("digits-best");
  await page.getByRole("dialog").getByRole("button", { name: "PROMOTE" }).click();
  await expect.poll(async () => (await readModels(server)).length).toBe(1);
  const [best] = await readModels(server);
  expect(best).toMatchObject({ name: "digits-best", run_id: run, checkpoint_id: first, stage: "none" });

  // Any other is promoted from its details, where its models are then named.
  await page.locator(`[data-checkpoint-id="${second}"]`).click();
  await page.getByRole("button", { name: "PROMOTE", exact: true }).last().click();
  await expect(page.getByRole("dialog").getByRole("textbox")).toHaveValue("mlp");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("[data-checkpoint]").getByRole("link", { name: "mlp" })).toBeVisible();
  expect((await readModels(server))[0]).toMatchObject({ name: "mlp", checkpoint_id: second });

  await page.goto(`${server.url}/models?model=${best?.id}`);
  await expect(modelRow(page, best?.id ?? "")).toHaveAttribute("data-status", "ready");
  const lineage = page.getByRole("figure");
  await expect(lineage.locator('[data-lineage="DATA SET"]')).toContainText("pictures");
  await expect(lineage.locator('[data-lineage="RUN"]')).toContainText("mlp");
  await expect(lineage).toContainText(
    "Model digits-best comes from step 10 of run mlp, which was given data set pictures.",
  );
  await expect(page.locator('[data-panel="2"]')).toContainText("fc.weight");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^DOWNLOAD/ }).click();
  const got = await download;
  expect(got.suggestedFilename()).toBe("net-10.safetensors");
  expect(Buffer.compare(await readFile(await got.path()), FILE)).toBe(0);
  await lineage.locator('[data-lineage="RUN"]').click();
  await expect(page).toHaveURL(new RegExp(`/runs/${run}$`));
  expect(watch.faults).toEqual([]);
});

test("One model of a name is in production, and another takes its place only when asked", async ({ page, server }) => {
  const { first, second } = await trained(server);
  const old = await model(server, "net", first, "production");
  const next = await model(server, "net", second);
  await page.goto(`${server.url}/models`);
  await modelRow(page, next.id).click();
  await page.locator('[data-stage="staging"]').last().click();
  await expect.poll(() => stagesOf(server)).toEqual({ [old.id]: "production", [next.id]: "staging" });
  await page.keyboard.press("1");
  await page.keyboard.press("p");
  await expect(page.getByRole("dialog")).toContainText(`${old.id} is in production under the name net`);
  await page.getByRole("button", { name: "LEAVE IT" }).click();
  expect(await stagesOf(server)).toEqual({ [old.id]: "production", [next.id]: "staging" });
  await page.keyboard.press("1");
  await page.keyboard.press("p");
  await page.getByRole("dialog").getByRole("button", { name: "PROMOTE" }).click();
  await expect.poll(() => stagesOf(server)).toEqual({ [old.id]: "none", [next.id]: "production" });
  await expect(modelRow(page, next.id)).toHaveAttribute("data-stage", "production");
  await expect(modelRow(page, old.id)).toHaveAttribute("data-stage", "none");
  await page.getByRole("button", { name: "PRODUCTION", exact: true }).first().click();
  await expect(page.locator("tr[data-model]")).toHaveCount(1);
});

test("A model is renamed, noted and deleted with a question, and stays named when its run is gone", async ({
  page,
  server,
}) => {
  const { run, first } = await trained(server);
  const { id } = await model(server, "net", first);
  await expect.poll(async () => (await readModels(server))[0]?.status).toBe("ready");
  await server.send("DELETE", `/api/runs/${run}`);
  await page.goto(`${server.url}/models`);
  await modelRow(page, id).click();
  await expect(page.locator('[data-lineage="RUN"][data-gone]')).toContainText("DELETED");
  await page.locator('[data-deed="rename"]').click();
  await page.getByRole("dialog").getByRole("textbox").fill("kept");
  await page.getByRole("dialog").getByRole("button", { name: "RENAME" }).click();
  await page.locator('[data-deed="note"]').click();
  await page.getByRole("dialog").getByRole("textbox").fill("the one for the paper");
  await page.getByRole("dialog").getByRole("button", { name: "SAVE" }).click();
  await expect
    .poll(async () => (await readModels(server))[0])
    .toMatchObject({ name: "kept", notes: "the one for the paper" });
  await expect(page.locator('[data-panel="2"]')).toContainText("the one for the paper");
  await page.locator('[data-deed="delete"]').click();
  await page.getByRole("button", { name: "KEEP IT" }).click();
  expect(await readModels(server)).toHaveLength(1);
  await page.locator('[data-deed="delete"]').click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^DELETE/ })
    .click();
  await expect(page.getByText("No model yet")).toBeVisible();
  expect(await readModels(server)).toEqual([]);
});

test("The page has no fault for a screen reader in either theme, and is useful on a phone", async ({
  page,
  server,
}) => {
  const { first } = await trained(server);
  const { id } = await model(server, "net", first, "production");
  await expect.poll(async () => (await readModels(server))[0]?.status).toBe("ready");
  await page.goto(`${server.url}/`);
  await expect(page.locator("tr[data-run-id]")).toHaveCount(1);
  await page.keyboard.press("/");
  await page.keyboard.type("GO models");
  await page.keyboard.press("Enter");
  await modelRow(page, id).click();
  await expect(page.getByRole("figure")).toBeVisible();
  for (const theme of ["dark", "light"]) {
    await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await faultsOf(page)).toEqual([]);
  await expect(page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "SYSTEM" })).toBeInViewport();
  await page.locator('[data-stage="none"]').last().click();
  await expect.poll(async () => (await readModels(server))[0]?.stage).toBe("none");
});
