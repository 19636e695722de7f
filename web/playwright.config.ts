import { defineConfig } from "@playwright/test";

// One real browser, Debian's. Two workers: a test waits more than it works, and two cores carry two of them.
export default defineConfig({
  testDir: "e2e",
  workers: 2,
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
