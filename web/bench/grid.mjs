// A page of 50 charts with 20 runs each: how soon what is in sight is painted once its points are there.
import { openPage, print, trainedRun, url, withBrowser } from "./browser.mjs";
import { watchFor } from "./ready.mjs";

const ROUNDS = 7;
const RUNS = 20;
const KEYS = Array.from({ length: 50 }, (_, i) => `${["train", "val", "grad", "time", "layer"][i % 5]}/m${i}`);

const ids = [];
for (let i = 0; i < RUNS; i++) ids.push(await trainedRun(`grid-${i}`, KEYS, 2000, { config: { seed: i } }));
// The foot of the page covers the last lines of the window.
const condition = `(() => {
  const seen = [...document.querySelectorAll("[data-chart]")].filter((card) => card.getBoundingClientRect().top < innerHeight - 40);
  return seen.length >= 8 && seen.every((card) => card.querySelector('[data-lines="${RUNS}"] canvas') !== null);
})()`;
const times = [];
await withBrowser(async (browser) => {
  for (let round = -1; round < ROUNDS; round++) {
    const page = await openPage(browser, watchFor, { condition, data: "/api/series" });
    await page.goto(new URL(`/compare?runs=${ids.join(",")}&view=all`, url).href);
    const { after } = await page.evaluate(() => window.painted);
    const drawn = await page.locator("[data-chart] canvas").count();
    if (drawn >= KEYS.length) throw new Error(`${drawn} charts are drawn, want only those in sight`);
    if (round >= 0) times.push(after);
    await page.context().close();
  }
});
print({ visible_ms: times });
