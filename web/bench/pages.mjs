// How long after its data each page stands painted: the first time a browser sees it, nothing cached, nothing compiled; and
// come to from another page of the same tab, as one does who has it open.
import { openPage, print, send, trainedRun, url, withBrowser } from "./browser.mjs";
import { watchFor } from "./ready.mjs";

const ROUNDS = 7;
// Until the page has fetched ahead what it may need, and stands still.
const SETTLES = 1500;
const KEYS = ["train/loss", "train/accuracy", "train/lr", "val/loss", "val/accuracy", "grad/norm", "time/step"];

const ids = [];
for (let i = 0; i < 40; i++)
  ids.push(await trainedRun(`digits-${i}`, KEYS, 2000, { config: { lr: 0.1 / (i + 1), seed: i % 4, width: 64 } }));
for (let i = 0; i < 30; i++) await send("POST", "/api/jobs", { name: `held-${i}`, command: ["true"], hold: true });
const sample = { cpu_percent: 40, memory_used: 4e9, memory_total: 8e9, disk_used: 1e9, disk_total: 9e9 };
await send("POST", `/api/runs/${ids[0]}/system`, { host: "gpu01", writer: "w", samples: [sample] });
for (let i = 0; i < 12; i++) await send("POST", "/api/datasets", { name: `digits-${i}` });
const uploaded = await fetch(new URL(`/api/runs/${ids[0]}/checkpoints?name=net.bin&step=10`, url), {
  method: "POST",
  headers: { "content-type": "application/octet-stream" },
  body: new Uint8Array(64),
});
const { id: checkpoint } = await uploaded.json();
for (let i = 0; i < 12; i++) await send("POST", "/api/models", { name: `mlp-${i}`, checkpoint_id: checkpoint });

const chart = 'performance.getEntriesByName("tmon:first-chart").length > 0';
const rows = (selector, least) => `document.querySelectorAll('${selector}').length >= ${least}`;
const pages = {
  terminal: [`/?run=${ids[0]}`, chart, "/metrics\\?|/api/series"],
  run: [`/runs/${ids[0]}`, chart, "/metrics\\?|/api/series"],
  runs: ["/runs", rows("[role=row][data-run-id]", 20), "/api/runs\\?"],
  compare: [
    `/compare?runs=${ids.slice(0, 12).join(",")}`,
    rows('[data-area="overlay"] .metrics-chart[data-lines="12"] canvas', 1),
    "/api/series",
  ],
  jobs: ["/jobs", rows("[data-job]", 10), "/api/jobs"],
  datasets: ["/datasets", rows("tr[data-set]", 10), "/api/datasets"],
  models: ["/models", rows("tr[data-model]", 10), "/api/models"],
  system: ["/system", "document.body.innerText.includes('gpu01')", "/api/system"],
};
const times = {};
await withBrowser(async (browser) => {
  for (const [name, [path, condition, data]] of Object.entries(pages)) {
    const coming = `${name}, come to from another page`;
    times[name] = [];
    times[coming] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const cold = await firstSight(browser, path, condition, data);
      const warm = await comeTo(browser, name === "datasets" ? "/models" : "/datasets", path, condition, data);
      if (round >= 0) {
        times[name].push(cold);
        times[coming].push(warm);
      }
    }
  }
});
print(times);

async function firstSight(browser, path, condition, data) {
  const page = await openPage(browser, watchFor, { condition, data });
  await page.goto(url.replace(/\/$/, "") + path);
  const { after } = await page.evaluate(() => window.painted);
  await page.context().close();
  return after;
}

async function comeTo(browser, from, path, condition, data) {
  const page = await openPage(browser);
  await page.goto(url.replace(/\/$/, "") + from);
  await page.waitForTimeout(SETTLES);
  await page.evaluate(`window.watchFor = ${watchFor}`);
  await page.evaluate(
    ({ to, ...what }) => {
      window.watchFor({ ...what, since: performance.now() });
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    },
    { to: path, condition, data },
  );
  const { after } = await page.evaluate(() => window.painted);
  await page.context().close();
  return after;
}
