import { defineConfig } from "@playwright/test";

// One real browser, Debian's. One worker: each test starts a server of its own, and two cores are soon busy.
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  timeout: 60_000,
  // On a machine that builds for others at the same time a browser may stall once; twice is a fault.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
    viewport: { width: 1600, height: 1000 },
    screenshot: "only-on-failure",
  },
});
