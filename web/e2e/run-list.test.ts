import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, row, test } from "./fixture";
import type { Server } from "./server";

const list = (page: Page) => page.locator('[data-tile="runs"]');
const button = (page: Page, name: string) => list(page).getByRole("button", { name, exact: true });

async function createEnded(server: Server, count: number): Promise<void> {
  for (let i = 0; i < count; i += 20)
    await Promise.all(
      Array.from({ length: Math.min(20, count - i) }, async (_, j) => {
        const id = await server.createRun(`old-${i + j}`);
        await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
      }),
    );
}

test("Where the store has more runs than the list, the list ends with a link to all of them", async ({
  page,
  server,
}) => {
  const active = await server.createRun("active");
  await page.goto(`${server.url}/?run=${active}`);
  await expect(row(page, active)).toBeVisible();
  await expect(list(page).getByRole("link", { name: /RUNS/ })).toHaveCount(0);
  await createEnded(server, 204);
  await page.reload();
  const all = list(page).getByRole("link", { name: "ALL RUNS" });
  await all.scrollIntoViewIfNeeded();
  await expect(list(page).locator("p")).toHaveText("201 of 205 · ALL RUNS →");
  expect(await faultsOf(page)).toEqual([]);
  // From the selected run it is the next stop of the keyboard, and Enter is its own there.
  await row(page, active).getByRole("link").focus();
  await page.keyboard.press("Tab");
  await expect(all).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${server.url}/runs`);
  await expect(page.locator("main")).toContainText("205");
  await page.goBack();
  // All that are active are in the list: there is nothing further to show.
  await button(page, "ACTIVE").click();
  await expect(list(page)).toContainText("1 of 205");
  await expect(all).toHaveCount(0);
  await page.setViewportSize({ width: 375, height: 800 });
  await button(page, "ALL").click();
  await all.scrollIntoViewIfNeeded();
  expect((await all.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await all.click({ modifiers: ["Control"] });
  await expect.poll(() => page.context().pages().length).toBe(2);
  await expect(page).toHaveURL(new RegExp(`run=${active}`));
});

test("Where more runs are active than the list holds, its link leads to those", async ({ page, server }) => {
  for (let i = 0; i < 1003; i += 17) await Promise.all(Array.from({ length: 17 }, () => server.createRun("busy")));
  await page.goto(`${server.url}/?list=active`);
  const more = list(page).getByRole("link", { name: "ACTIVE RUNS" });
  await more.scrollIntoViewIfNeeded();
  await expect(list(page).locator("p")).toHaveText("1,000 of 1,003 · ACTIVE RUNS →");
  await more.click();
  await expect(page).toHaveURL(`${server.url}/runs?status=active`);
  await expect(page.getByRole("button", { name: /^ACTIVE/ })).toHaveAttribute("aria-pressed", "true");
});
