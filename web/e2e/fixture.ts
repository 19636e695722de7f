import { test as base, expect, type Page } from "@playwright/test";
import { Server } from "./server";

interface Watch {
  // Every address that the page asked for, in order.
  requests: string[];
  // What a page must never have: errors in its scripts, refusals by its content policy.
  faults: string[];
}

// A fresh server for each test, and a page whose requests and faults are written down.
export const test = base.extend<{ server: Server; watch: Watch }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern.
  server: async ({}, use) => {
    const server = new Server();
    await server.start();
    await use(server);
    await server.remove();
  },
  watch: async ({ page }, use) => {
    const watch: Watch = { requests: [], faults: [] };
    page.on("request", (request) => watch.requests.push(request.url()));
    page.on("pageerror", (error) => watch.faults.push(error.message));
    page.on("console", (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) watch.faults.push(message.text());
    });
    await use(watch);
    expect(watch.faults).toEqual([]);
  },
});

export { expect };

export const row = (page: Page, id: string) => page.locator(`tr[data-run-id="${id}"]`);
export const lossChart = (page: Page) => page.locator('.metrics-chart[data-metric="train/loss"]');

// The newest points that a chart says it drew.
export async function pointsOf(page: Page): Promise<[number, number][]> {
  return JSON.parse((await lossChart(page).getAttribute("data-points")) ?? "[]");
}

export async function expectNewestStep(page: Page, step: number): Promise<void> {
  await expect.poll(async () => (await pointsOf(page)).at(-1)?.[0], { timeout: 20_000 }).toBe(step);
}
