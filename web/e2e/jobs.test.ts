import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, test } from "./fixture";
import type { Server } from "./server";

interface JobRun {
  id: string;
  name: string;
  status: string;
  group: string | null;
  job: { priority: number; hold: boolean; command: string[]; parameters: Record<string, string> };
}

const jobRow = (page: Page, name: string) => page.locator("tr[data-job]").filter({ hasText: name });
const readJobs = async (server: Server) => (await server.send<{ items: JobRun[] }>("GET", "/api/jobs")).items;
const jobNamed = async (server: Server, name: string) => (await readJobs(server)).find((run) => run.name === name);
const deed = (page: Page, name: string) => page.locator(`[data-deed="${name}"]`);

async function openSheet(page: Page, server: Server) {
  await page.goto(`${server.url}/jobs`);
  await page.getByRole("button", { name: "+ LAUNCH" }).click();
  await expect(page.getByRole("heading", { name: "LAUNCH A JOB" })).toBeVisible();
}

const start = (page: Page) => page.locator("aside").getByRole("button", { name: /^START/ });

test("A simulated training is launched from the sheet, runs under the eye and completes", async ({ page, server }) => {
  await openSheet(page, server);
  await page.locator('[data-template="simulated-training"]').click();
  await expect(page.locator('[data-template="simulated-training"]')).toContainText("SIMULATED");
  await page.getByLabel("steps", { exact: true }).fill("many");
  await expect(page.locator("aside")).toContainText("many is no whole number");
  await expect(start(page)).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("steps", { exact: true }).fill("120");
  await page.getByLabel("steps_per_second").fill("60");
  await page.getByLabel("NAME", { exact: true }).fill("power-42");
  await start(page).click();
  const row = jobRow(page, "power-42");
  await expect(row).toHaveAttribute("data-status", "running");
  await expect(row).toContainText("SIMULATED");
  await expect(row.locator('[data-cell="elapsed"]')).toHaveText(/^\d+s$/);
  await expect(row.locator('[data-cell="loss"]')).toHaveText(/^\d\.\d+$/);
  await expect
    .poll(async () => Number(await row.getByRole("progressbar").getAttribute("aria-valuenow")))
    .toBeGreaterThan(0);
  await expect(row).toHaveAttribute("data-status", "completed");
  await expect(row.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "100");
  expect((await jobNamed(server, "power-42"))?.job.parameters.steps).toBe("120");
});

test("F9, a template and Enter launch a job, while Enter in a field does not", async ({ page, server }) => {
  await page.goto(`${server.url}/jobs`);
  await expect(deed(page, "delete")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1600);
  await page.keyboard.press("F9");
  await page.getByLabel("NAME", { exact: true }).fill("by-enter");
  await page.getByLabel("NAME", { exact: true }).press("Enter");
  await page.locator('[data-template="simulated-training"]').click();
  await page.getByLabel("steps", { exact: true }).fill("20");
  await page.getByLabel("steps", { exact: true }).press("Enter");
  await page.waitForTimeout(300);
  expect(await readJobs(server)).toEqual([]);
  await page.locator('[data-template="simulated-training"]').click();
  await page.keyboard.press("Enter");
  await expect(jobRow(page, "by-enter")).toBeVisible();
  expect(await readJobs(server)).toHaveLength(1);
});

test("A command prints into the console below, is cancelled with a question, and tried again", async ({
  page,
  server,
}) => {
  await openSheet(page, server);
  await page.getByRole("button", { name: "COMMAND" }).click();
  await page.getByLabel("PROGRAM").fill("sh");
  await page.getByLabel("ARG 1").fill("-c");
  await page.getByLabel("ARG 1").press("Enter");
  await page.keyboard.type("echo first words; exec sleep 600");
  await page.getByLabel("NAME", { exact: true }).fill("sleeper");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("log")).toContainText("first words");
  const row = jobRow(page, "sleeper");
  await expect(row).toHaveAttribute("data-status", "running");
  await expect(deed(page, "start")).toHaveAttribute("aria-disabled", "true");
  await deed(page, "cancel").click();
  await page.getByRole("button", { name: "LET IT RUN" }).click();
  await expect(row).toHaveAttribute("data-status", "running");
  await deed(page, "cancel").click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^CANCEL/ })
    .click();
  await expect(row).toHaveAttribute("data-status", "cancelled");
  const cancelled = await jobNamed(server, "sleeper");
  expect(cancelled?.status).toBe("cancelled");
  expect(cancelled?.job.command).toEqual(["sh", "-c", "echo first words; exec sleep 600"]);
  await deed(page, "retry").click();
  await expect(page.locator('tr[data-status="running"]').filter({ hasText: "sleeper" })).toBeVisible();
  await page.locator('tr[data-status="running"] button').click();
  await deed(page, "cancel").click();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator('tr[data-status="cancelled"]')).toHaveCount(2);
});

test("Several values start a group of held jobs, and a batch acts on those that are ticked", async ({
  page,
  server,
}) => {
  await openSheet(page, server);
  await page.locator('[data-template="simulated-training"]').click();
  await page.getByLabel("NAME", { exact: true }).fill("sweep");
  await page.getByLabel("seed").fill("1, 2, 3");
  await page.getByLabel("law").fill("exponential, power");
  await expect(page.getByRole("button", { name: "START 6 JOBS" })).toBeVisible();
  await page.getByRole("button", { name: "ADD AND HOLD" }).click();
  await expect(page.locator('tr[data-status="pending"]')).toHaveCount(6);
  const made = await readJobs(server);
  expect(new Set(made.map((run) => run.group)).size).toBe(1);
  expect(made.every((run) => run.job.hold)).toBe(true);
  await page.getByLabel("Select all jobs shown").check();
  await deed(page, "priority").click();
  await page.getByRole("dialog").getByRole("textbox").fill("7");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await readJobs(server)).every((run) => run.job.priority === 7)).toBe(true);
  await page.getByLabel("Find jobs").fill("seed=2");
  await expect(page.locator("tr[data-job]")).toHaveCount(2);
  await expect(page).toHaveURL(/q=seed/);
  await page.getByLabel("Find jobs").fill("");
  await deed(page, "delete").click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^DELETE/ })
    .click();
  await expect(page.locator("tr[data-job]")).toHaveCount(0);
  expect(await readJobs(server)).toEqual([]);
});

test("A launch is saved as a template, launched from it, changed and deleted", async ({ page, server }) => {
  const templates = async () =>
    (
      await server.send<{
        items: { name: string; command: string[]; is_built_in: boolean; parameters: object[]; env: object }[];
      }>("GET", "/api/templates")
    ).items.filter((one) => !one.is_built_in);
  await openSheet(page, server);
  await page.getByRole("button", { name: "COMMAND" }).click();
  await page.getByLabel("PROGRAM").fill("sh");
  await page.getByLabel("ARG 1").fill("-c");
  await page.getByLabel("ARG 1").press("Enter");
  await page.keyboard.type("echo lr is {lr}");
  await page.keyboard.press("Alt+t");
  await page.getByLabel("TEMPLATE NAME").fill("say-lr");
  await page.locator('[data-parameter="lr"]').getByLabel("KIND").selectOption("number");
  await page.locator('[data-parameter="lr"]').getByLabel("DEFAULT").fill("fast");
  await expect(page.locator('[data-parameter="lr"]')).toContainText("fast is no number");
  await page.locator('[data-parameter="lr"]').getByLabel("DEFAULT").fill("0.5");
  await page.getByLabel("VARIABLES").fill("GREETING=hello");
  await page.getByRole("button", { name: "SAVE TEMPLATE" }).click();
  await expect(page.locator('[data-template="say-lr"] input')).toBeChecked();
  expect(await templates()).toMatchObject([
    {
      name: "say-lr",
      command: ["sh", "-c", "echo lr is {lr}"],
      parameters: [{ name: "lr", type: "number", default: "0.5" }],
      env: { GREETING: "hello" },
    },
  ]);
  await page.getByLabel("lr", { exact: true }).fill("0.25");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("log")).toContainText("lr is 0.25");

  await page.getByRole("button", { name: "EDIT say-lr" }).click();
  await page.getByLabel("ABOUT").fill("says it");
  await page.getByLabel("ARG 2").fill("echo rate {rate}");
  await page.getByRole("button", { name: "SAVE TEMPLATE" }).click();
  await expect(page.locator('[data-template="say-lr"]')).toContainText("says it");
  expect(await templates()).toMatchObject([
    { command: ["sh", "-c", "echo rate {rate}"], parameters: [{ name: "rate" }] },
  ]);
  await page.getByRole("button", { name: "DELETE say-lr" }).click();
  await page.getByRole("button", { name: "KEEP IT" }).click();
  expect(await templates()).toHaveLength(1);
  await page.getByRole("button", { name: "DELETE say-lr" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^DELETE/ })
    .click();
  await expect(page.locator('[data-template="say-lr"]')).toHaveCount(0);
  expect(await templates()).toEqual([]);
});

test("A job is given a data set and a base model, and the bar says how many slots are busy", async ({
  page,
  server,
}) => {
  const { id: data } = await server.send<{ id: string }>("POST", "/api/datasets", { name: "pictures" });
  const run = await server.createRun("before");
  const { id: ckpt } = await server.send<{ id: string }>("POST", `/api/runs/${run}/checkpoints`, {
    filepath: "/elsewhere/net.pt",
    step: 5,
  });
  const { id: base } = await server.send<{ id: string }>("POST", "/api/models", { name: "net", checkpoint_id: ckpt });
  await openSheet(page, server);
  await expect(page.locator('[data-count="slots"]')).toHaveText("0 of 1 slot busy");
  await page.getByRole("button", { name: "COMMAND" }).click();
  await page.getByLabel("PROGRAM").fill("sh");
  await page.getByLabel("ARG 1").fill("-c");
  await page.getByLabel("ARG 1").press("Enter");
  await page.keyboard.type("echo $TRAINING_MONITOR_DATASET and $TRAINING_MONITOR_BASE_MODEL; exec sleep 600");
  await page.getByLabel("NAME", { exact: true }).fill("given");
  await page.getByLabel("DATA SET", { exact: true }).selectOption({ label: "pictures, 0 files" });
  await page.getByLabel("BASE MODEL").selectOption({ label: "net, step 5" });
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("log")).toContainText(`/datasets/${data} and /elsewhere/net.pt`);
  await expect(page.locator('[data-count="slots"]')).toHaveText("1 of 1 slot busy");
  expect((await jobNamed(server, "given"))?.job).toMatchObject({ dataset_id: data, base_model: base });
  // Other pages hand over what they show.
  await page.goto(`${server.url}/datasets?set=${data}`);
  await page.locator('[data-deed="train"]').click();
  await expect(page.getByLabel("DATA SET", { exact: true })).toHaveValue(data);
  const { id } = (await jobNamed(server, "given")) ?? { id: "" };
  await server.send("POST", `/api/jobs/${id}/cancel`);
  await expect(page.locator('[data-count="slots"]')).toHaveText("0 of 1 slot busy");
});

test("The slots show what ran, what runs, and what will and after what", async ({ page, server }) => {
  const send = (body: object) => server.send<JobRun>("POST", "/api/jobs", body);
  const done = await send({ name: "done", command: ["true"] });
  await expect.poll(async () => (await server.send<JobRun>("GET", `/api/runs/${done.id}`)).status).toBe("completed");
  const parameters = { steps: 3000, steps_per_second: 20 };
  await send({ name: "now", template: "simulated-training", parameters });
  await send({ name: "next", command: ["true"] });
  const after = await send({ name: "after", command: ["true"], depends_on: [(await jobNamed(server, "next"))?.id] });
  await send({ name: "late", command: ["true"], schedule: new Date(Date.now() + 5 * 60_000).toISOString() });
  await page.goto(`${server.url}/jobs`);
  const bars = page.getByRole("list", { name: "Jobs over time" });
  const bar = (name: string) => bars.getByRole("button", { name: new RegExp(`^${name}: `) });
  await expect(bar("done")).toHaveAccessibleName(/completed, .* UTC, took /);
  await expect(bar("now")).toHaveAccessibleName(/running since .*left$/);
  await expect(bar("next")).toHaveAccessibleName(/queued, in about \d+/);
  await expect(bar("after")).toHaveAccessibleName(/pending, in about/);
  await expect(bar("late")).toHaveAccessibleName(/pending, in about [45]m/);
  await expect(page.locator(`[data-link="${after.id}"]`)).toBeAttached();
  await expect(jobRow(page, "next").locator('[data-cell="left"]').first()).toHaveText(/^(in \d+[sm]|soon)/);
  await bar("late").click();
  await expect(page).toHaveURL(/job=/);
  await page.getByRole("button", { name: "24H" }).click();
  await expect(bar("now")).toBeVisible();
  for (const name of ["now", "next", "after", "late"]) {
    const { id = "" } = (await jobNamed(server, name)) ?? {};
    await server.send("POST", `/api/jobs/${id}/cancel`).catch(() => {});
  }
});

test("What the server refuses is said beside the form", async ({ page, server }) => {
  await openSheet(page, server);
  await page.locator('[data-template="simulated-training"]').click();
  await page.locator("aside").getByLabel("SLOTS").fill("900");
  await start(page).click();
  await expect(page.locator("aside").getByRole("alert")).toContainText("got slots 900");
  expect(await readJobs(server)).toEqual([]);
});

test("What a job would meet is told while it is typed, and nothing is made", async ({ page, server }) => {
  await openSheet(page, server);
  const check = (name: string) => page.locator(`[data-check="${name}"]`);
  await expect(check("program")).toHaveAttribute("data-state", "good");
  await page.getByRole("button", { name: "COMMAND" }).click();
  await expect(check("program")).toHaveCount(0);
  await page.getByLabel("PROGRAM").fill("pyton3");
  await expect(check("program")).toContainText("got 'pyton3', want a program on the path");
  await page.getByLabel("PROGRAM").fill("python3");
  await expect(check("program")).toHaveText("python3 is there");
  await page.getByLabel("ARG 1").fill("train.py");
  await expect(check("script")).toContainText("not in the empty folder");
  await page.getByLabel("FOLDER").fill("/nowhere/at/all");
  await expect(check("folder")).toHaveAttribute("data-state", "missing");
  await page.locator("aside").getByLabel("SLOTS").fill("900");
  await expect(check("form")).toContainText("got slots 900");
  await page.locator("aside").getByLabel("SLOTS").fill("");
  await expect(check("slots")).toHaveText("1 of 1 slots free");
  await server.send("POST", "/api/jobs", { command: ["sleep", "60"] });
  await expect(check("slots")).toHaveText("0 of 1 slots free");
  expect(await readJobs(server)).toHaveLength(1);
});

test("The page has no fault for a screen reader in either theme, and is useful on a phone", async ({
  page,
  server,
}) => {
  await server.send("POST", "/api/jobs", { name: "held-1", command: ["true"], hold: true });
  await server.send("POST", "/api/jobs", { name: "waiting", command: ["sleep", "600"] });
  await openSheet(page, server);
  await jobRow(page, "waiting").click();
  await expect(jobRow(page, "waiting")).toHaveAttribute("data-status", "running");
  for (const theme of ["dark", "light"]) {
    await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 375, height: 812 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(375);
  await page.locator("aside").getByRole("button", { name: "CLOSE" }).click();
  await expect(jobRow(page, "held-1")).toBeInViewport();
  expect(await faultsOf(page)).toEqual([]);
  await deed(page, "cancel").click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^CANCEL/ })
    .click();
  await expect.poll(async () => (await jobNamed(server, "waiting"))?.status).toBe("cancelled");
});

test("How much time the slots show is in the address, but for what suits the jobs by itself", async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/jobs`);
  const spans = page.getByRole("group", { name: "Time shown" });
  await expect(spans.getByRole("button", { name: "30M", pressed: true })).toBeVisible();
  const steps = await page.evaluate(() => history.length);
  await spans.getByRole("button", { name: "24H" }).click();
  await expect(page).toHaveURL(/[?&]slots=24h$/);
  await page.reload();
  await expect(spans.getByRole("button", { name: "24H", pressed: true })).toBeVisible();
  await spans.getByRole("button", { name: "30M" }).click();
  await expect(page).not.toHaveURL(/slots/);
  expect(await page.evaluate(() => history.length)).toBe(steps);
});
