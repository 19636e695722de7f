import { expect, test } from "./fixture";
import type { Server } from "./server";

const print = (server: Server, id: string, from: number, to: number, stream = "stdout") =>
  server.send("POST", `/api/runs/${id}/logs`, {
    lines: Array.from({ length: to - from }, (_, i) => ({
      stream,
      text: (from + i) % 50 === 0 ? `step ${from + i} Checkpoint written` : `step ${from + i} loss`,
    })),
  });

test("The console follows what is printed, and stops following when one scrolls up", async ({ page, server }) => {
  const id = await server.createRun("talker");
  await print(server, id, 0, 3000);
  await page.goto(`${server.url}/runs/${id}`);
  const panel = page.locator('[data-area="console"]');
  const lines = panel.getByRole("log");
  await expect(panel).toContainText("3,000 lines");
  await expect(lines).toContainText("step 2999");
  expect(await lines.locator("li").count()).toBeLessThan(80);
  await print(server, id, 3000, 3010);
  await expect(lines).toContainText("step 3009");
  const follow = panel.getByRole("button", { name: "FOLLOW" });
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await lines.focus();
  await page.keyboard.press("Home");
  await expect(lines).toContainText("step 0 Checkpoint");
  await expect(follow).toHaveAttribute("aria-pressed", "false");
  await print(server, id, 3010, 3020);
  await expect(panel).toContainText("3,020 lines");
  await expect(lines).toContainText("step 0 Checkpoint");
  await follow.click();
  await expect(lines).toContainText("step 3019");
});

test("A search counts its lines, goes from one to the next, and marks what it found, live", async ({
  page,
  server,
}) => {
  const id = await server.createRun("searched");
  await print(server, id, 0, 1000);
  await page.goto(`${server.url}/runs/${id}`);
  const panel = page.locator('[data-area="console"]');
  const field = page.getByLabel("Find in the console");
  await field.fill("CHECKPOINT");
  await expect(panel.locator("output")).toHaveText("20 found");
  await field.press("Enter");
  await expect(panel.locator("output")).toHaveText("1 of 20");
  await expect(panel.locator('li[data-line="0"] mark')).toHaveText("Checkpoint");
  await field.press("Shift+Enter");
  await expect(panel.locator("output")).toHaveText("20 of 20");
  await expect(panel.locator('li[data-line="950"]')).toBeVisible();
  await print(server, id, 1000, 1001);
  await expect(panel.locator("output")).toHaveText("20 of 21");
  await expect(page).toHaveURL(/find=CHECKPOINT/);
});

test("One stream alone is shown when it is chosen, and long lines wrap when that is", async ({ page, server }) => {
  const id = await server.createRun("two-streams");
  await print(server, id, 0, 100);
  await print(server, id, 100, 103, "stderr");
  const long = `long ${"0123456789".repeat(60)} end`;
  await server.send("POST", `/api/runs/${id}/logs`, { lines: [{ stream: "stderr", text: long }] });
  await page.goto(`${server.url}/runs/${id}`);
  const panel = page.locator('[data-area="console"]');
  await panel.getByRole("button", { name: "STDERR" }).click();
  await expect(panel).toContainText("4 lines of stderr");
  await expect(panel.locator("li")).toHaveCount(4);
  const height = async () => (await panel.locator("li").last().boundingBox())?.height ?? 0;
  expect(await height()).toBe(18);
  await panel.getByRole("button", { name: "WRAP" }).click();
  await expect.poll(height).toBeGreaterThan(30);
  await print(server, id, 104, 105, "stderr");
  await expect(panel).toContainText("5 lines of stderr");
});

test("A run that printed nothing says how its output comes here", async ({ page, server }) => {
  const id = await server.createRun("mute");
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.locator('[data-area="console"]')).toContainText("Nothing printed yet");
  await print(server, id, 0, 1);
  await expect(page.locator('[data-area="console"]').getByRole("log")).toContainText("step 0");
});
