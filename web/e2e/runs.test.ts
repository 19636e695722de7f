import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, test } from "./fixture";
import type { Server } from "./server";

interface Sweep {
  ids: string[];
  open: (query?: string) => Promise<void>;
}

const gridRow = (page: Page, id: string) => page.locator(`[role="row"][data-run-id="${id}"]:not([data-base])`);
const cell = (page: Page, id: string, field: string) => gridRow(page, id).locator(`[data-field="${field}"]`);
const grid = (page: Page) => page.getByRole("grid", { name: "Runs" });
const found = (page: Page) => page.locator('search [role="status"] b');
const namesOf = (page: Page) => page.locator('[role="row"]:not([data-base]) [data-field="name"] a').allTextContents();

// Some runs with settings and a metric each: the higher the number, the lower the loss.
async function sweep(page: Page, server: Server, count = 6): Promise<Sweep> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const config = { lr: i % 2 === 0 ? 0.1 : 0.01, optimizer: { name: i < 3 ? "sgd" : "adam" }, seed: 1 };
    const tags = i === 0 ? ["base"] : [];
    const id = await server.createRun(`sweep-${i}`, { config, tags, project: i < 4 ? "digits" : "other" });
    await server.send("POST", `/api/runs/${id}/metrics`, {
      steps: [1, 2, 3],
      metrics: { "val/loss": [3, 2, 1 / (i + 1)] },
    });
    if (i % 2 === 1) await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
    ids.push(id);
  }
  const open = async (query = "") => {
    await page.goto(`${server.url}/runs${query}`);
    await expect(grid(page)).toHaveAttribute("aria-rowcount", /^[1-9]/);
  };
  return { ids, open };
}

const at = (ids: string[], i: number): string => ids[i] ?? "";

test("The runs are filtered and sorted by the server, and the address is the view", async ({ page, server }) => {
  const { open } = await sweep(page, server);
  await open();
  await expect(found(page)).toHaveText("6");
  await page.keyboard.press("f");
  await page.keyboard.type("config.l");
  await expect(page.getByRole("option", { name: "config.lr" })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.type("<=0.05");
  await page.keyboard.press("Enter");
  await expect(found(page)).toHaveText("3");
  await page.keyboard.type("val/loss<0.3");
  await page.getByRole("button", { name: "APPLY" }).click();
  await expect(found(page)).toHaveText("2");
  await page.getByRole("columnheader", { name: "val/loss" }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "val/loss" }).getByRole("button").click();
  await expect(page.getByRole("columnheader", { name: "val/loss" })).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => namesOf(page)).toEqual(["sweep-5", "sweep-3"]);
  const link = page.url();
  expect(link).toContain("config.lr=le%3A0.05");
  await page.goto("about:blank");
  await page.goto(link);
  await expect.poll(() => namesOf(page)).toEqual(["sweep-5", "sweep-3"]);
  await page.getByRole("button", { name: "Remove val/loss < 0.3" }).click();
  await expect(found(page)).toHaveText("3");
  await page.goBack();
  await expect(found(page)).toHaveText("2");
});

test("Status, tag, project and text are tokens too", async ({ page, server }) => {
  const { open } = await sweep(page, server);
  await open();
  const type = async (text: string) => {
    await page.getByRole("combobox", { name: "Filter the runs" }).fill(text);
    await page.keyboard.press("Enter");
  };
  await type("status=completed");
  await expect(found(page)).toHaveText("3");
  await type("project=digits");
  await expect(found(page)).toHaveText("2");
  await page.getByRole("button", { name: "CLEAR" }).first().click();
  await type("tag=base");
  await expect(found(page)).toHaveText("1");
  await page.getByRole("button", { name: "CLEAR" }).first().click();
  await type("EEP-4");
  await expect.poll(() => namesOf(page)).toEqual(["sweep-4"]);
  await type("config.lr=contains");
  await type("metric.val/loss=oops");
  await expect(page.locator("search")).toContainText("want eq:");
});

test("Tags and notes are edited in place and reach the server", async ({ page, server }) => {
  const { ids, open } = await sweep(page, server);
  await open("?sort=name");
  const id = at(ids, 0);
  await cell(page, id, "name").click({ position: { x: 2, y: 2 }, modifiers: ["Shift"] });
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await page.getByRole("textbox", { name: "Tags of sweep-0" }).fill("base, best, best");
  await page.keyboard.press("Enter");
  await expect(cell(page, id, "tags")).toContainText("best");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note on sweep-0" }).fill("look again");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Note on sweep-0" })).toHaveCount(0);
  await expect(cell(page, id, "notes")).toHaveText("look again");
  await expect
    .poll(() => server.send("GET", `/api/runs/${id}`))
    .toMatchObject({ tags: ["base", "best"], notes: "look again" });
  await page.keyboard.press("n");
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("and again");
  await server.send("PUT", `/api/runs/${id}`, { notes: "look again\nfrom elsewhere" });
  await expect(page.getByRole("textbox", { name: "Note on sweep-0" })).toHaveValue("look again\nand again");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => server.send("GET", `/api/runs/${id}`))
    .toMatchObject({ notes: "look again\nfrom elsewhere\nand again" });
  await cell(page, at(ids, 1), "notes").dblclick();
  await page.keyboard.type("never");
  await page.keyboard.press("Escape");
  expect(await server.send("GET", `/api/runs/${at(ids, 1)}`)).toMatchObject({ notes: "" });
});

test("A selection is tagged, moved, cancelled and deleted at once, after a question where it destroys", async ({
  page,
  server,
}) => {
  const { ids, open } = await sweep(page, server);
  await open("?sort=name");
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 SELECTED")).toBeVisible();
  await expect(gridRow(page, at(ids, 1))).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("t");
  await page.getByRole("textbox", { name: "Tag to add" }).fill("pair");
  await page.keyboard.press("Enter");
  await expect(cell(page, at(ids, 1), "tags")).toContainText("pair");
  await page.getByRole("button", { name: "MOVE" }).click();
  await page.getByRole("textbox", { name: "Project to move to" }).fill("archive");
  await page.keyboard.press("Enter");
  await expect.poll(() => server.send("GET", "/api/runs?project=archive&tag=pair")).toMatchObject({ total: 2 });
  await page.getByRole("button", { name: "CLEAR" }).last().click();
  await page.keyboard.press("Control+a");
  await expect(page.getByText("6 SELECTED")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select sweep-5" }).click();
  await expect(page.getByText("5 SELECTED")).toBeVisible();
  await page.keyboard.press("x");
  await page.getByRole("dialog").getByRole("button", { name: "CANCEL RUNS" }).click();
  await expect.poll(() => server.send("GET", "/api/runs?status=cancelled")).toMatchObject({ total: 3 });
  await page.keyboard.press("Delete");
  await page.getByRole("dialog").getByRole("button", { name: "KEEP THEM" }).click();
  expect(await server.send("GET", "/api/runs")).toMatchObject({ total: 6 });
  // A key of the bar acts on the bar, too.
  await page
    .getByRole("region", { name: "Selection" })
    .getByRole("button", { name: "TAG", exact: false })
    .first()
    .focus();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog").getByRole("button", { name: "DELETE", exact: false }).last().click();
  await expect(found(page)).toHaveText("1");
  expect(await server.send("GET", "/api/runs")).toMatchObject({ total: 1, items: [{ id: at(ids, 5) }] });
});

test("A baseline is pinned, differences are told, and columns without one go", async ({ page, server }) => {
  const { ids, open } = await sweep(page, server);
  await open("?sort=name");
  await expect(page.getByRole("columnheader", { name: "seed" })).toBeVisible();
  await page.keyboard.press("Home");
  await page.keyboard.press("b");
  await expect(page.locator("[data-base]")).toContainText("sweep-0");
  await expect(cell(page, at(ids, 1), "metric.val/loss")).toContainText("-50.0%");
  await page.keyboard.press("d");
  await expect(page.getByRole("columnheader", { name: "seed" })).toHaveCount(0);
  await expect(cell(page, at(ids, 1), "config.optimizer.name")).toHaveText("·");
  await expect(cell(page, at(ids, 3), "config.optimizer.name")).toHaveText("adam");
  const link = page.url();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.locator("[data-base]")).toContainText("sweep-0");
  await page.getByRole("button", { name: "Take the baseline away" }).click();
  await expect(page.locator("[data-base]")).toHaveCount(0);
});

test("A hidden run is hidden on the terminal too, and comes back", async ({ page, server }) => {
  const { ids, open } = await sweep(page, server);
  await open();
  await page.getByRole("button", { name: "Hide sweep-2 everywhere" }).click();
  await expect(gridRow(page, at(ids, 2))).toHaveAttribute("data-hidden", "true");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.locator(`tr[data-run-id="${at(ids, 3)}"]`)).toBeVisible();
  await expect(page.locator(`tr[data-run-id="${at(ids, 2)}"]`)).toHaveCount(0);
  await page.reload();
  await expect(page.locator(`tr[data-run-id="${at(ids, 3)}"]`)).toBeVisible();
  await expect(page.locator(`tr[data-run-id="${at(ids, 2)}"]`)).toHaveCount(0);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.getByRole("button", { name: "SHOW 1 HIDDEN" }).click();
  await expect(gridRow(page, at(ids, 2))).not.toHaveAttribute("data-hidden");
});

test("Columns are chosen, ordered and pinned, and a view keeps them by name", async ({ page, server }) => {
  const { open } = await sweep(page, server);
  await open();
  await page.keyboard.press("o");
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Take away config.seed" }).click();
  await sheet.getByRole("button", { name: "Show metric.val/loss.min", exact: true }).click();
  await sheet.getByRole("button", { name: "Pin metric.val/loss", exact: true }).click();
  await sheet.getByRole("button", { name: "CLOSE" }).click();
  await expect(page.getByRole("columnheader", { name: "seed" })).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "val/loss min" })).toBeVisible();
  await expect(page.getByRole("columnheader").nth(4)).toContainText("val/loss");
  await page.getByRole("button", { name: "+ SAVE VIEW" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("losses");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^ALL/ }).first().click();
  await expect(page.getByRole("columnheader", { name: "seed" })).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "losses" }).click();
  await expect(page.getByRole("columnheader", { name: "val/loss min" })).toBeVisible();
});

test("Rows in view follow the runs without moving, and new runs come in at the top", async ({ page, server }) => {
  const { ids, open } = await sweep(page, server);
  await open();
  const top = await gridRow(page, at(ids, 0)).boundingBox();
  await server.send("POST", `/api/runs/${at(ids, 0)}/metrics`, { step: 4, metrics: { "val/loss": 0.125 } });
  await expect(cell(page, at(ids, 0), "metric.val/loss")).toContainText("0.1250");
  await server.send("PUT", `/api/runs/${at(ids, 0)}`, { status: "failed" });
  await expect(gridRow(page, at(ids, 0))).toContainText("FAILED");
  expect(await gridRow(page, at(ids, 0)).boundingBox()).toEqual(top);
  await server.createRun("newcomer");
  await expect.poll(async () => (await namesOf(page))[0]).toBe("newcomer");
  await expect(found(page)).toHaveText("7");
});

test("Of many runs only those in view are read and drawn, and the end is one key away", async ({
  page,
  server,
  watch,
}) => {
  await Promise.all(Array.from({ length: 1200 }, (_, i) => server.createRun(`run-${String(i).padStart(4, "0")}`)));
  await page.goto(`${server.url}/runs?sort=name`);
  await expect(found(page)).toHaveText("1,200");
  expect(await page.locator('[role="row"]').count()).toBeLessThan(80);
  await page.keyboard.press("End");
  await expect(page.getByText("run-1199")).toBeVisible();
  await expect(grid(page)).toHaveAttribute("aria-activedescendant", "table-row-1199");
  expect(watch.requests.filter((url) => url.includes("cursor=")).length).toBeLessThan(6);
  await page.keyboard.press("Home");
  await expect(page.getByText("run-0000")).toBeVisible();
});

test("The pages are reached by name, key and command, and the browser leads back", async ({ page, server }) => {
  const { ids } = await sweep(page, server, 2);
  await page.goto(server.url);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "RUNS" }).click();
  await expect(page).toHaveTitle("RUNS · TMON");
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page).toHaveTitle(/sweep-0 · TMON/);
  await page.keyboard.press("/");
  await page.keyboard.type("GO runs");
  await page.keyboard.press("Enter");
  await expect(grid(page)).toBeVisible();
  await page.goBack();
  await expect(page.locator('[data-panel="4"]')).toBeVisible();
  await page.goForward();
  await gridRow(page, at(ids, 0)).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/runs/${at(ids, 0)}$`));
  await expect(page).toHaveTitle(/sweep-0/);
});

for (const theme of ["dark", "light"])
  test(`axe finds nothing on the runs in the ${theme} theme, and 375 pixels are enough`, async ({
    page,
    server,
    watch,
  }) => {
    await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
    const { ids, open } = await sweep(page, server);
    await open(`?sort=name&base=${at(ids, 0)}&diff=1&config.lr=le:1`);
    await page.keyboard.press("Space");
    await page.keyboard.press("h");
    await expect(page.getByText("1 SELECTED")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("o");
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 375, height: 800 });
    await expect(page.getByText("sweep-1")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
    expect(watch.faults).toEqual([]);
  });
