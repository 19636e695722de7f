import { expect, test } from "./fixture";

interface Run {
  status: string;
  notes: string;
  tags: string[];
}

test("A note is written in its place and kept by the server, and so are tags", async ({ page, server }) => {
  const id = await server.createRun("noted", { tags: ["old"], notes: "first" });
  await server.train(id, 0, 10);
  const read = () => server.send<Run>("GET", `/api/runs/${id}`);
  await page.goto(`${server.url}/runs/${id}`);
  const panel = page.locator('[data-area="notes"]');
  await expect(panel).toContainText("first");
  await page.keyboard.press("n");
  const field = page.getByRole("textbox", { name: "Notes on noted" });
  await expect(field).toBeFocused();
  await field.fill("lower the rate\nthen again");
  // Left without saving, what was typed is there again.
  await page.keyboard.press("Escape");
  await expect(panel).toBeFocused();
  await page.keyboard.press("n");
  await expect(field).toHaveValue("lower the rate\nthen again");
  await page.keyboard.press("Control+Enter");
  await expect(field).toHaveCount(0);
  await expect(panel).toContainText("then again");
  await expect.poll(async () => (await read()).notes).toBe("lower the rate\nthen again");
  await page.keyboard.press("t");
  await page.getByLabel("New tags, separated by commas").fill("best, seed-1");
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-tag="seed-1"]')).toBeVisible();
  await expect.poll(async () => (await read()).tags).toEqual(["old", "best", "seed-1"]);
  await page.getByRole("button", { name: "Take off tag old" }).click();
  await expect.poll(async () => (await read()).tags).toEqual(["best", "seed-1"]);
});

test("STOP asks when, and its script gets the answer", async ({ page, server }) => {
  const id = await server.createRun("stoppable");
  await server.train(id, 0, 10);
  await server.send("POST", `/api/runs/${id}/heartbeat`, { writer: "w1" });
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.locator('[data-action="stop"]')).toBeVisible();
  const asked = server.send<{ commands: { command: string; when: string }[] }>(
    "GET",
    `/api/runs/${id}/commands?writer=w1&wait=20`,
  );
  await page.keyboard.press("s");
  await page.getByRole("radio", { name: "at the end of the epoch" }).check();
  await page.getByRole("button", { name: "STOP IT" }).click();
  expect((await asked).commands).toMatchObject([{ command: "stop", when: "epoch_end" }]);
  await expect(page.locator('[data-event="command"]').first()).toContainText("stop");
});

test("What no live script can be asked for is refused in words", async ({ page, server }) => {
  const id = await server.createRun("silent");
  await page.goto(`${server.url}/runs/${id}`);
  await page.locator('[data-action="checkpoint"]').click();
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "No checkpoint" })).toBeVisible();
});

test("A run is marked failed after a question, and says how to resume it", async ({ page, server }) => {
  const id = await server.createRun("doomed");
  await server.train(id, 0, 10);
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.locator('[data-action="more"]')).toBeVisible();
  await page.keyboard.press("f");
  await expect(page.getByRole("button", { name: "LEAVE IT" })).toBeFocused();
  await page.keyboard.press("Escape");
  expect((await server.send<Run>("GET", `/api/runs/${id}`)).status).toBe("running");
  await page.locator('[data-action="more"]').click();
  await page.locator('[data-action="fail"]').click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /MARK FAILED/ })
    .click();
  await expect(page.locator(`[data-selected-run="${id}"]`)).toContainText("FAILED");
  expect((await server.send<Run>("GET", `/api/runs/${id}`)).status).toBe("failed");
  await page.locator('[data-action="resume"]').click();
  await expect(page.getByRole("dialog")).toContainText("TrainingMonitor.resume_or_create");
});

test("A run that is cancelled is cancelled on the server, and cannot be cancelled again", async ({ page, server }) => {
  const id = await server.createRun("unwanted");
  await server.train(id, 0, 10);
  await page.goto(`${server.url}/runs/${id}`);
  await page.locator('[data-action="cancel"]').click();
  await page.getByRole("button", { name: "CANCEL RUN" }).click();
  await expect(page.locator(`[data-selected-run="${id}"]`)).toContainText("CANCELLED");
  expect((await server.send<Run>("GET", `/api/runs/${id}`)).status).toBe("cancelled");
  await expect(page.locator('[data-action="cancel"]')).toHaveAttribute("aria-disabled", "true");
});

test("A run deleted while one looks at it says so and stays in sight; deleted here, it is gone", async ({
  page,
  context,
  server,
}) => {
  const id = await server.createRun("fleeting");
  await server.train(id, 0, 10);
  const other = await context.newPage();
  await Promise.all([page.goto(`${server.url}/runs/${id}`), other.goto(`${server.url}/runs/${id}`)]);
  await expect(other.getByRole("heading", { name: "fleeting" })).toBeVisible();
  await page.locator('[data-action="more"]').click();
  await page.locator('[data-action="delete"]').click();
  await page.getByRole("button", { name: "DELETE RUN" }).click();
  await expect(page.locator('[data-strip="DELETED"]')).toBeVisible();
  await expect(other.locator('[data-strip="DELETED"]')).toBeVisible();
  await expect(other.getByRole("heading", { name: "fleeting" })).toBeVisible();
  await expect(other.locator('[data-action="stop"]')).toHaveAttribute("aria-disabled", "true");
  expect((await fetch(`${server.url}/api/runs/${id}`)).status).toBe(404);
});

test("A failed run shows its traceback, an interrupted one how to go on", async ({ page, server }) => {
  const failed = await server.createRun("broken");
  await server.train(failed, 0, 5);
  const error = 'Traceback (most recent call last):\n  File "train.py", line 3, in step\nValueError: loss is NaN';
  await server.send("PUT", `/api/runs/${failed}`, { status: "failed", error });
  await page.goto(`${server.url}/runs/${failed}`);
  const strip = page.locator('[data-strip="FAILED"]');
  await expect(strip.locator("summary")).toContainText("ValueError: loss is NaN");
  await expect(strip.locator("pre")).toContainText('File "train.py", line 3');
  const paused = await server.createRun("paused");
  await server.train(paused, 0, 5);
  await server.send("PUT", `/api/runs/${paused}`, { status: "interrupted" });
  await page.goto(`${server.url}/runs/${paused}`);
  await expect(page.locator('[data-strip="INTERRUPTED"]')).toContainText("at step 4");
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog")).toContainText('run_name="paused"');
  await page.keyboard.press("Escape");
  await server.train(paused, 5, 8);
  await expect(page.locator('[data-strip="INTERRUPTED"]')).toHaveCount(0);
  await server.send("PUT", `/api/runs/${paused}`, { status: "completed" });
  await expect(page.locator(`[data-selected-run="${paused}"]`)).toContainText("COMPLETED");
  await expect(page.locator('[data-fact="ended"]')).toBeVisible();
});

test("What a run differs in from another is shown, and the address keeps against which", async ({ page, server }) => {
  const base = await server.createRun("base", { config: { lr: 0.1, seed: 1, optim: { name: "adam" } } });
  const id = await server.createRun("child", {
    config: { lr: 0.2, seed: 1, optim: { name: "adam" } },
    parent_run_id: base,
  });
  await page.goto(`${server.url}/runs/${id}`);
  const panel = page.locator('[data-area="config"]');
  await panel.getByRole("combobox").selectOption(base);
  await expect(panel.locator("[data-differs]")).toHaveCount(1);
  await panel.getByRole("button", { name: /Only the 1 keys that differ/ }).click();
  await expect(panel.locator("tbody tr")).toHaveCount(1);
  await expect(panel.locator("tbody tr")).toContainText("0.1");
  await expect(page).toHaveURL(new RegExp(`base=${base}`));
});
