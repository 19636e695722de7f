import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { expect, test } from "./fixture";
import type { Server } from "./server";

const chart = (page: Page, area: string) => page.locator(`[data-area="${area}"] .metrics-chart`);
const legend = (page: Page, id: string) => page.locator(`[data-area="legend"] li[data-run-id="${id}"]`);

// Which metrics the comparison reads, a list for each request. Lists elsewhere read a few points of each run for their sparklines.
function readsOf(page: Page): string[][] {
  const reads: string[][] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/api/series")) return;
    const { keys, points } = request.postDataJSON() as { keys: string[]; points: number };
    if (points > 100) reads.push(keys);
  });
  return reads;
}

// What is written in the panels of axes and does not wholly fit there.
const cutIn = (page: Page): Promise<(string | null)[]> =>
  page
    .locator("[data-area=scatter] :is(svg text, h2, label), [data-area=parallel] svg text, [data-area=overlay] small")
    .evaluateAll((texts) =>
      texts
        .filter((text) => {
          const isCut = text.matches("h2, label") && text.scrollWidth > text.clientWidth + 1;
          const own = text.getBoundingClientRect();
          const box = (text.closest("svg") ?? text.parentElement ?? text).getBoundingClientRect();
          return isCut || own.left < box.left || own.right > box.right || getComputedStyle(text).fontSize === "0px";
        })
        .map((text) => text.textContent),
    );

// Runs with settings of their own and curves that lie apart: the higher the number, the lower the loss.
async function trained(server: Server, count = 4, steps = 50): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const config = { lr: 0.1 / 10 ** (i % 3), optimizer: i % 2 === 0 ? "adam" : "sgd", seed: 7 };
    const id = await server.createRun(`cmp-${i}`, { config });
    const loss = Array.from({ length: steps }, (_, step) => (1 + 4 / (1 + step / 10)) / (i + 1));
    await server.send("POST", `/api/runs/${id}/metrics`, {
      steps: loss.map((_, step) => step),
      metrics: { "val/loss": loss, acc: loss.map((value) => 1 - value / 10) },
    });
    ids.push(id);
  }
  return ids;
}

test("Curves of all runs are read in one request, drawn apart, and one is picked from the chart", async ({
  page,
  server,
}) => {
  const reads = readsOf(page);
  const ids = await trained(server);
  // Of runs that go on, those that have moved are read again.
  for (const id of ids) await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}&metric=val/loss`);
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "4");
  await expect(chart(page, "groups")).toHaveAttribute("data-lines", /[23]/);
  expect(reads).toEqual([["val/loss"]]);
  const box = await chart(page, "overlay").locator(".u-over").boundingBox();
  if (box === null) throw new Error("the chart has no size");
  // The run with the highest loss is the topmost curve, the lowest one the last.
  await page.mouse.move(box.x + box.width / 2, box.y + 6);
  const picked = page.locator('[data-area="legend"] li[data-front]');
  await expect(async () => {
    for (let y = 4; y < box.height; y += 12) {
      await page.mouse.move(box.x + box.width / 2, box.y + y);
      if ((await picked.getAttribute("data-run-id", { timeout: 200 }).catch(() => null)) === ids[3]) return;
    }
    throw new Error("the lowest curve was not reached");
  }).toPass();
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL(new RegExp(`/runs/${ids[3]}$`));
  await page.goBack();
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "4");
});

test("Of a few lines each has its name at its end, and a hole in the log breaks its line", async ({ page, server }) => {
  const ids = await trained(server, 3);
  const id = await server.createRun("digits-mlp-lr0.01-paused-seed3");
  const steps = [...Array(20).keys(), ...[...Array(20).keys()].map((i) => 70 + i)];
  await server.send("POST", `/api/runs/${id}/metrics`, {
    steps,
    metrics: { "val/loss": steps.map((s) => 6 - s / 40) },
  });
  await page.goto(`${server.url}/compare?runs=${[...ids, id].join(",")}&metric=val/loss`);
  const host = chart(page, "overlay").locator("[data-names]");
  await expect(host).toHaveAttribute("data-names", "cmp-0, cmp-1, cmp-2, digits-m…sed-seed3");
  const more = await trained(server, 5);
  await page.goto(`${server.url}/compare?runs=${[...ids, id, ...more].join(",")}&metric=val/loss`);
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "9");
  await expect(host).toHaveAttribute("data-names", "");
});

test("A comparison follows runs that go on, and can be zoomed at full resolution", async ({ page, server }) => {
  const reads = readsOf(page);
  const ids = await trained(server, 2);
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}&metric=val/loss`);
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "2");
  await server.send("POST", `/api/runs/${ids[0]}/metrics`, { step: 60, metrics: { "val/loss": 0.5 } });
  await expect(legend(page, ids[0] ?? "")).toContainText("0.5000");
  await expect.poll(() => reads.length).toBe(2);
  const box = await chart(page, "overlay").locator(".u-over").boundingBox();
  if (box === null) throw new Error("the chart has no size");
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByRole("button", { name: "ZOOMED" })).toBeVisible();
  await expect.poll(() => reads.length).toBe(3);
  // The address shows the same in a browser that was left otherwise, and none of it is a step back.
  const toggle = (name: string) => page.getByRole("button", { name, exact: true });
  const steps = await page.evaluate(() => history.length);
  for (const name of ["LOG Y", "BAND"]) await toggle(name).click();
  await expect(page).toHaveURL(/zoom=[\d.]+%7E[\d.]+&log=0&band=0/);
  expect(await page.evaluate(() => history.length)).toBe(steps);
  await page.evaluate(() => localStorage.removeItem("tmon.compare"));
  await page.reload();
  await expect(toggle("BAND")).toHaveAttribute("aria-pressed", "false");
  await expect(toggle("LOG Y")).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "ZOOMED" }).click();
  await expect(page.getByRole("button", { name: "ZOOMED" })).toHaveCount(0);
});

test("The wheel zooms with Ctrl and pans with Shift, at once and then from points of that stretch", async ({
  page,
  server,
}) => {
  const ids = await trained(server, 3, 400);
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}&metric=val/loss`);
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "3");
  // Other lists read their sparklines meanwhile, over all steps.
  const asked = () =>
    page.waitForRequest((request) => request.url().endsWith("/api/series") && "from" in request.postDataJSON());
  const over = chart(page, "overlay").locator(".u-over");
  await over.hover();
  await page.keyboard.down("Control");
  const zoomed = asked();
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  const { from, to } = (await zoomed).postDataJSON() as { from: number; to: number };
  expect(from).toBeGreaterThan(50);
  expect(to).toBeLessThan(350);
  await expect(page.getByRole("button", { name: "ZOOMED" })).toBeVisible();
  await page.keyboard.down("Shift");
  const panned = asked();
  await page.mouse.wheel(0, 100);
  await page.keyboard.up("Shift");
  const next = (await panned).postDataJSON() as { from: number; to: number };
  expect(next.from).toBeGreaterThan(from);
  expect(next.to - next.from).toBeCloseTo(to - from, 3);
});

test("Every metric has a chart of its own, of which those in sight are read in one request", async ({
  page,
  server,
}) => {
  const reads = readsOf(page);
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    const id = await server.createRun(`many-${i}`);
    const values = Array.from({ length: 40 }, (_, k) => [`part/m${k}`, [k + i, k + i + 1, k + i + 2]]);
    await server.send("POST", `/api/runs/${id}/metrics`, { steps: [1, 2, 3], metrics: Object.fromEntries(values) });
    await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
    ids.push(id);
  }
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}`);
  await page.getByRole("button", { name: "ALL METRICS" }).click();
  await expect(page).toHaveURL(/view=all/);
  await expect(page.locator("[data-chart]")).toHaveCount(40);
  const drawn = page.locator('[data-chart] [data-lines="3"] canvas');
  await expect.poll(() => drawn.count()).toBeGreaterThan(8);
  expect(await drawn.count()).toBeLessThan(40);
  const last = page.locator("[data-chart]").last();
  await last.scrollIntoViewIfNeeded();
  await expect(last.locator('[data-lines="3"] canvas')).toBeVisible();
  reads.length = 0;
  await page.reload();
  await expect.poll(() => drawn.count()).toBeGreaterThan(8);
  expect(reads[0]?.length).toBeGreaterThan(8);
});

test("A hundred runs are laid over each other from one request, and more are not", async ({ page, server }) => {
  const reads = readsOf(page);
  const ids = await Promise.all(
    Array.from({ length: 101 }, async (_, i) => {
      const id = await server.createRun(`h-${i}`, { config: { seed: i } });
      await server.send("POST", `/api/runs/${id}/metrics`, { steps: [1, 2, 3], metrics: { loss: [9, 5, 1 + i] } });
      await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
      return id;
    }),
  );
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}`);
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "100");
  await expect(page.locator('[data-area="parallel"] path[data-run-id]')).toHaveCount(100);
  await expect(page.locator('[data-area="scatter"] g[data-run-id]')).toHaveCount(100);
  expect(reads.length).toBe(1);
  await expect(page.getByText("100 of 101 runs")).toBeVisible();
});

test("What is in the brushes is gone on with alone", async ({ page, server }) => {
  const ids = await trained(server);
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}`);
  const parallel = page.locator('[data-area="parallel"]');
  await parallel.getByRole("button", { name: "optimizer" }).click();
  await parallel.getByRole("button", { name: "KEEP 2" }).click();
  await expect(page.locator('[data-area="legend"] li')).toHaveCount(2);
  await expect(parallel.locator("path[data-run-id]")).toHaveCount(2);
});

test("Settings and results are held against one run, and only what differs is shown", async ({ page, server }) => {
  const ids = await trained(server, 3);
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}`);
  const diff = page.locator('[data-area="diff"]');
  await expect(diff.locator('tr[data-key="lr"] td')).toHaveText(["0.1", "0.01", "0.001"]);
  await expect(diff.locator('tr[data-key="optimizer"] td')).toHaveText(["adam", "sgd", "·"]);
  await expect(diff.locator('tr[data-key="seed"]')).toHaveCount(0);
  await diff.getByRole("button", { name: /^ALL/ }).click();
  await expect(diff.locator('tr[data-key="seed"] td')).toHaveText(["7", "·", "·"]);
  await diff.getByRole("button", { name: "cmp-2" }).click();
  await expect(diff.locator('tr[data-key="lr"] td').first()).toHaveText("0.001");
  await expect(page).toHaveURL(new RegExp(`base=${ids[2]}`));
});

test("A brush keeps the runs that pass there, in every panel; a group has one colour", async ({ page, server }) => {
  const ids = await trained(server);
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}`);
  const parallel = page.locator('[data-area="parallel"]');
  await expect(parallel.locator("path[data-run-id]")).toHaveCount(4);
  await parallel.getByRole("button", { name: "optimizer" }).click();
  await expect(parallel).toContainText("2 in brush");
  await expect(legend(page, ids[0] ?? "")).toHaveAttribute("data-out", "true");
  await parallel.getByRole("button", { name: "CLEAR BRUSHES" }).click();
  const axis = await parallel.locator('[data-axis="metric.val/loss"]').boundingBox();
  if (axis === null) throw new Error("the axis has no size");
  await page.mouse.move(axis.x + 12, axis.y + axis.height * 0.6);
  await page.mouse.down();
  await page.mouse.move(axis.x + 12, axis.y + axis.height, { steps: 4 });
  await page.mouse.up();
  await expect(parallel.locator("path[data-in]")).toHaveCount(3);
  await page.reload();
  await expect(parallel.locator("path[data-in]")).toHaveCount(3);
  await page.getByLabel("group by").selectOption("config.optimizer");
  await expect(page.locator('[data-area="legend"] h3')).toHaveText(["adam 2 runs", "sgd 2 runs"]);
  await expect(chart(page, "groups")).toHaveAttribute("data-lines", "2");
  await expect(page).toHaveURL(/by=config.optimizer/);
});

test("The scatter sets any two against each other, and a point opens its run", async ({ page, server }) => {
  const ids = await trained(server);
  await page.goto(`${server.url}/compare?runs=${ids.join(",")}`);
  const scatter = page.locator('[data-area="scatter"]');
  await expect(scatter.locator("g[data-run-id]")).toHaveCount(4);
  const before = await scatter.locator(`g[data-run-id="${ids[1]}"]`).getAttribute("transform");
  await scatter.getByLabel("x").selectOption("metric.acc");
  await expect(scatter.locator(`g[data-run-id="${ids[1]}"]`)).not.toHaveAttribute("transform", before ?? "");
  await scatter.getByLabel("size").selectOption("config.lr");
  await expect(page).toHaveURL(/ss=config\.lr/);
  const boxes = await scatter
    .locator("g[data-run-id]")
    .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().height));
  expect(Math.max(...boxes)).toBeGreaterThan(3 * Math.min(...boxes));
  await scatter.getByLabel("size").selectOption("all alike");
  await expect(page).not.toHaveURL(/ss=/);
  await expect(page).toHaveURL(/sx=metric.acc/);
  await scatter.locator(`g[data-run-id="${ids[1]}"]`).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${ids[1]}$`));
});

test("Runs to compare are named on the command line, selected in the table, or taken out", async ({ page, server }) => {
  const ids = await trained(server, 3);
  await page.goto(`${server.url}/compare`);
  await expect(page.getByText("Nothing to compare yet")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("CMP cmp-*");
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-area="legend"] li')).toHaveCount(3);
  await page.getByRole("button", { name: "Take cmp-1 out" }).click();
  await expect(page.locator('[data-area="legend"] li')).toHaveCount(2);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  const grid = page.getByRole("grid", { name: "Runs" });
  await expect(grid).toBeFocused();
  await page.getByRole("checkbox", { name: "Select cmp-0" }).click();
  await page.getByRole("checkbox", { name: "Select cmp-1" }).click();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/compare\?runs=/);
  await expect(legend(page, ids[1] ?? "")).toBeVisible();
  await expect(page.locator('[data-area="legend"] li')).toHaveCount(2);
  const list = page.locator('[data-area="legend"] li');
  for (const [away, told] of [
    [ids.slice(0, 1), "1 of these runs is hidden."],
    [ids, "3 of these runs are hidden."],
  ] as const) {
    await page.evaluate((hidden) => localStorage.setItem("tmon.hidden", JSON.stringify(hidden)), away);
    await page.goto(`${server.url}/compare?runs=${ids.join(",")}`);
    await expect(page.getByText(told)).toBeVisible();
    await expect(list).toHaveCount(3 - away.length);
    await page.getByRole("button", { name: "SHOW", exact: true }).click();
    await expect(list).toHaveCount(3);
  }
  await page.goto(`${server.url}/compare?runs=${ids[0]},run_nobody`);
  await expect(page.getByRole("alert")).toContainText("run_nobody");
  await expect(page.locator('[data-area="legend"] li')).toHaveCount(1);
});

for (const theme of ["dark", "light"])
  test(`axe finds nothing on the comparison in the ${theme} theme, and 375 pixels are enough`, async ({
    page,
    server,
    watch,
  }) => {
    await page.addInitScript((name) => localStorage.setItem("tmon.theme", name), theme);
    const ids = await trained(server);
    const wide = await server.createRun("cmp-wide", { config: { lr: 2.675e-4, optimizer: "adam", seed: 7 } });
    await server.send("POST", `/api/runs/${wide}/metrics`, { steps: [1, 2], metrics: { "val/loss": [1, -1] } });
    ids.push(wide);
    await page.goto(`${server.url}/compare?runs=${ids.join(",")}&by=config.optimizer`);
    await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "5");
    expect(await cutIn(page)).toEqual([]);
    await page.locator('[data-area="parallel"]').getByRole("button", { name: "optimizer" }).click();
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 720 });
    expect(await cutIn(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    await expect(chart(page, "overlay")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    expect(await cutIn(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
    expect(watch.faults).toEqual([]);
  });

test("In a store of many runs old ones are compared, and those that no one looks at cost no request", async ({
  page,
  server,
  watch,
}) => {
  const ids: string[] = [];
  for (let i = 0; i < 1250; i += 50)
    ids.push(...(await Promise.all(Array.from({ length: 50 }, (_, j) => server.createRun(`sweep-${i + j}`)))));
  const [left = "", right = "", ...others] = ids;
  for (const id of [left, right]) await server.train(id, 0, 20);
  await server.send("PUT", `/api/runs/${right}`, { name: "long ago" });
  await page.goto(`${server.url}/compare?runs=${left},${right}&metric=train/loss`);
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "2");
  await expect(page.getByText(/1,\d{3}\+ RUNNING/)).toBeVisible();
  await Promise.all(others.slice(0, 60).map((id) => server.train(id, 0, 5)));
  await server.send("POST", `/api/runs/${left}/metrics`, { step: 60, metrics: { "train/loss": 0.5 } });
  await expect(legend(page, left)).toContainText("0.5000");
  const read = watch.requests.flatMap((url) => /\/api\/runs\/(run_\w+)$/.exec(url)?.[1] ?? []);
  expect(read.filter((id) => id !== left && id !== right)).toEqual([]);
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "started" })).toHaveCount(0);
  await page.keyboard.press("/");
  await page.keyboard.type("RUN long ag");
  await expect(page.getByRole("option", { name: /^long ago / })).toBeVisible();
});

test("Old runs that the lists do not hold are read in one request, and the unknown among them are named", async ({
  page,
  server,
  watch,
}) => {
  const old = await trained(server, 3);
  for (let i = 0; i < 250; i += 50)
    await Promise.all(Array.from({ length: 50 }, (_, j) => server.createRun(`newer-${i + j}`)));
  for (const id of old) await server.send("PUT", `/api/runs/${id}`, { status: "completed" });
  await page.goto(`${server.url}/compare?runs=${old.join(",")},run_nobody&metric=val/loss`);
  await expect(chart(page, "overlay")).toHaveAttribute("data-lines", "3");
  await expect(page.getByRole("alert")).toHaveText("No run run_nobody on this server.");
  const asked = watch.requests.map((url) => new URL(url));
  const lists = asked.flatMap((url) => (url.pathname === "/api/runs" ? (url.searchParams.get("id") ?? []) : []));
  expect(lists).toEqual([[...old, "run_nobody"].join(",")]);
  expect(asked.filter((url) => /^\/api\/runs\/run_\w+$/.test(url.pathname))).toEqual([]);
});

test("Where none of the named runs is left, the page says how one compares others", async ({ page, server }) => {
  const ids = await trained(server, 3);
  await page.goto(`${server.url}/compare?runs=run_a,run_b`);
  await expect(page.getByRole("alert")).toHaveText("No run run_a, run_b on this server.");
  await page.getByRole("button", { name: "COMPARE THE 3 NEWEST" }).click();
  await expect(legend(page, ids[0] ?? "")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
