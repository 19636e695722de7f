// Pictures of every page for review, wide and narrow, dark and light: node scripts/screenshots.mjs http://127.0.0.1:8000 ../docs/screenshots
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const [url, folder] = process.argv.slice(2);
if (!folder) {
  throw new Error("got too little, want the URL of a server with runs in it, and a folder for the pictures");
}

const list = async (path) => (await (await fetch(url + path)).json()).items;
const runs = await list("/api/runs?sort=-created_at&limit=20");
const run = runs.find((one) => one.status === "running") ?? runs[0];
const model = (await list("/api/models"))[0];
const set = (await list("/api/datasets"))[0];
const pages = {
  terminal: "/",
  runs: "/runs",
  run: `/runs/${run.id}`,
  compare: `/compare?runs=${runs
    .slice(0, 6)
    .map((one) => one.id)
    .join(",")}`,
  jobs: "/jobs",
  datasets: set ? `/datasets?set=${set.id}` : "/datasets",
  models: model ? `/models?model=${model.id}` : "/models",
  system: "/system",
};

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"],
});
for (const [size, viewport] of Object.entries({
  wide: { width: 1600, height: 1000 },
  narrow: { width: 375, height: 800 },
})) {
  const page = await browser.newPage({ viewport });
  for (const theme of ["dark", "light"]) {
    for (const [name, path] of Object.entries(pages)) {
      const file = join(folder, `${name}-${size}-${theme}.png`);
      await page.goto(url + path);
      await page.waitForTimeout(2000);
      await page.screenshot({ path: file });
      execFileSync("pngquant", ["--force", "--output", file, "--quality", "0-90", "--speed", "1", file]);
    }
    await page.keyboard.press("l");
  }
}
await browser.close();
