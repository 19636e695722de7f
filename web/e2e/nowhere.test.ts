import { faultsOf } from "./axe";
import { expect, row, test } from "./fixture";

for (const theme of ["dark", "light"])
  test(`A path that no page has says so and leads to the pages there are, in the ${theme} theme`, async ({
    page,
    server,
    watch,
  }) => {
    await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
    const id = await server.createRun("some");
    const pages = page.getByRole("navigation", { name: "Pages", exact: true });
    for (const [path, words] of [
      ["/nonsense", "There is no page /nonsense"],
      ["/runs/a/b?x=1", "There is no page /runs/a/b"],
      ["/gr%C3%B6%C3%9Fe", "There is no page /größe"],
      ["/%E0%A4%A", "There is no page /%E0%A4%A"],
      [`/${"long".repeat(200)}`, "There is no page /longlong"],
    ]) {
      await page.goto(`${server.url}${path}`);
      await expect(page.locator("main")).toContainText(words ?? "");
      await expect(page).toHaveURL(`${server.url}${path}`);
      await expect(page).toHaveTitle("NO PAGE · TMON");
      await expect(pages.locator("[aria-current]")).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1600);
    }
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    const links = page.locator("main").getByRole("link");
    await expect(links).toHaveText(["TERMINAL", "RUNS", "COMPARE", "JOBS", "DATA", "MODELS", "SYSTEM"]);
    for (const link of await links.all()) expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await links.nth(1).click();
    await expect(page).toHaveURL(`${server.url}/runs`);
    await expect(page.locator("main")).toContainText("some");
    await page.goBack();
    await expect(page.locator("main")).toContainText("There is no page");
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await expect(row(page, id)).toBeVisible();
    expect(watch.faults).toEqual([]);
  });

test("A slash at the end of a path is the same page, also in the bar", async ({ page, server }) => {
  await page.goto(`${server.url}/jobs/`);
  await expect(page).toHaveTitle("JOBS · TMON");
  await expect(page.getByRole("navigation", { name: "Pages" }).locator("[aria-current]")).toHaveText(/JOBS/);
});
