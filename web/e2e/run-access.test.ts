import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, test } from "./fixture";
import type { Server } from "./server";

async function open(page: Page, server: Server, theme: string): Promise<string> {
  await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
  const base = await server.createRun("base", { config: { lr: 0.1 } });
  const id = await server.createRun("digits", {
    epochs: 5,
    steps_per_epoch: 100,
    config: { lr: 0.2, optim: { name: "adam" } },
    tags: ["a"],
    notes: "so far so good",
    parent_run_id: base,
  });
  await server.train(id, 0, 200);
  await server.send("POST", `/api/runs/${id}/checkpoints`, {
    step: 100,
    filepath: "/models/a.pt",
    metrics: { loss: 0.5 },
    structure: {
      keys: ["model"],
      parameters: 4,
      tensors: [{ name: "w", shape: [2, 2], dtype: "float32" }],
      unsafe_globals: [],
    },
  });
  const lines = [{ text: "loading" }, { text: "WARNING slow disk", stream: "stderr" }, { text: "ERROR once" }];
  await server.send("POST", `/api/runs/${id}/logs`, { lines });
  await server.send("POST", `/api/runs/${id}/system`, { host: "h1", samples: [{ cpu_percent: 50 }] });
  await page.goto(`${server.url}/runs/${id}?base=${base}&find=load`);
  await expect(page.locator('[data-chart="train/loss"] canvas')).toBeVisible();
  await expect(page.locator('[data-area="console"] mark').first()).toBeVisible();
  return id;
}

for (const theme of ["dark", "light"]) {
  test(`axe finds nothing on the run's page, its details and its questions in the ${theme} theme`, async ({
    page,
    server,
  }) => {
    await open(page, server, theme);
    expect(await faultsOf(page)).toEqual([]);
    // Narrower, the bar of the charts has two rows.
    await page.setViewportSize({ width: 900, height: 900 });
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1600, height: 1000 });
    await page.locator("tr[data-checkpoint-id] td").first().click();
    await expect(page.locator("[data-checkpoint]")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("s");
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await expect(page.getByRole("textbox", { name: /Notes on/ })).toBeFocused();
    expect(await faultsOf(page)).toEqual([]);
  });

  test(`axe finds nothing on a failed run, an empty one and the hosts in the ${theme} theme`, async ({
    page,
    server,
  }) => {
    await open(page, server, theme);
    const failed = await server.createRun("broken");
    await server.send("PUT", `/api/runs/${failed}`, { status: "failed", error: "Traceback\nValueError: no" });
    await page.goto(`${server.url}/runs/${failed}`);
    await expect(page.locator('[data-strip="FAILED"]')).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    const empty = await server.createRun("empty");
    await page.goto(`${server.url}/runs/${empty}`);
    await expect(page.getByText("No metric yet").first()).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${server.url}/system`);
    await expect(page.locator("[data-host-chart]").first()).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
  });
}

test("At 375 pixels nothing scrolls sideways, every part is reached, and axe finds nothing", async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 375, height: 800 });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const id = await server.createRun("pocket", { total_steps: 500 });
  await server.train(id, 0, 100);
  await page.goto(`${server.url}/runs/${id}`);
  await expect(page.locator('[data-chart="train/loss"] canvas')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  const parts: [string, string][] = [
    ["VALUES", "values"],
    ["CKPT", "checkpoints"],
    ["CONSOLE", "console"],
    ["EVENTS", "run-events"],
    ["CONFIG", "config"],
    ["NOTES", "notes"],
  ];
  for (const [word, area] of parts) {
    await page.getByRole("navigation", { name: "Parts of the run" }).getByRole("button", { name: word }).click();
    await expect(page.locator(`[data-area="${area}"]`)).toBeVisible();
    await expect(page.locator('[data-chart="train/loss"]')).not.toBeVisible();
    expect(await width(), word).toBe(0);
  }
  await page.locator('[data-action="more"]').click();
  await expect(page.locator('[data-action="delete"]')).toBeVisible();
  await page.goto(`${server.url}/system`);
  await expect(page.locator("[data-host-chart]").first()).toBeVisible();
  expect(await width()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
});

test("The whole page is reached by keys: panels by number, charts by Tab, a panel enlarged and left", async ({
  page,
  server,
}) => {
  await open(page, server, "dark");
  for (const number of [1, 2, 3, 4, 5, 6]) {
    await page.keyboard.press(String(number));
    await expect(page.locator(`[data-panel="${number}"]`)).toBeFocused();
  }
  await page.locator('[data-panel="6"]').getByRole("button", { name: "Enlarge CONSOLE" }).press("Enter");
  await expect(page.locator('[data-chart="train/loss"]')).not.toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator('[data-chart="train/loss"]')).toBeVisible();
  await page.locator('[data-chart="train/loss"]').focus();
  const band = page.getByRole("button", { name: /BAND/ });
  await expect(band).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("m");
  await expect(band).toHaveAttribute("aria-pressed", "false");
  // X is the chart's own key while it has the focus, and asks to cancel elsewhere.
  await page.keyboard.press("x");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "LOG X" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("5");
  await page.keyboard.press("x");
  await expect(page.getByRole("dialog")).toContainText("CANCEL THIS RUN");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("A RUN'S PAGE");
});
