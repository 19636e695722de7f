// Zooming and panning a comparison of 100 runs, beside bare uPlot with the same points on a canvas of the same size: what one
// step of either costs the thread of the page, and how long its frame takes.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { openPage, print, send, trainedRun, url, withBrowser } from "./browser.mjs";

const RUNS = 100;
const COLUMNS = 640;
const STEPS = 30;
const ROUNDS = 3;

const ids = [];
for (let i = 0; i < RUNS; i++) ids.push(await trainedRun(`zoom-${i}`, ["val/loss"], 2000, { config: { seed: i } }));
const answer = await send("POST", "/api/series", { runs: ids, keys: ["val/loss"], points: COLUMNS });
const lines = answer.series.map(({ sum, count, values }) => values ?? sum.map((all, i) => all / count[i]));
const uplot = dirname(createRequire(import.meta.url).resolve("uplot/package.json"));

// One step a frame. The page is given a wheel event for each, bare uPlot is told its scale.
function gesture({ kind, steps, isBare }) {
  const over = document.querySelector(isBare ? ".u-over" : '[data-area="overlay"] .u-over');
  const box = over.getBoundingClientRect();
  const [clientX, clientY] = [box.left + box.width / 2, box.top + box.height / 2];
  return new Promise((done) => {
    const start = performance.now();
    const step = (i) => {
      if (i === steps) return done((performance.now() - start) / steps);
      const sign = Math.floor(i / 10) % 2 === 0 ? 1 : -1;
      if (!isBare) {
        const more = kind === "zoom" ? { deltaY: -40 * sign, ctrlKey: true } : { deltaY: 30 * sign, shiftKey: true };
        over.dispatchEvent(new WheelEvent("wheel", { clientX, clientY, bubbles: true, cancelable: true, ...more }));
      } else {
        const { min, max } = window.bare.scales.x;
        const middle = (min + max) / 2;
        const half = ((max - min) / 2) * (kind === "zoom" ? Math.exp(-0.08 * sign) : 1);
        const shift = kind === "zoom" ? 0 : ((30 * sign) / box.width) * (max - min);
        window.bare.setScale("x", { min: middle - half + shift, max: middle + half + shift });
      }
      requestAnimationFrame(() => step(i + 1));
    };
    requestAnimationFrame(() => step(0));
  });
}

function drawBare({ lines, width, height }) {
  const x = lines[0].map((_, i) => i);
  const series = lines.map((_, i) => ({ stroke: `hsl(${i * 37} 80% 60%)`, width: 1.3, points: { show: false } }));
  const scales = { x: { time: false } };
  const legend = { show: false };
  window.bare = new window.uPlot(
    { width, height, scales, legend, series: [{}, ...series] },
    [x, ...lines],
    document.body,
  );
}

const values = {};
async function measure(page, name, isBare) {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const busy = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    return 1000 * metrics.find((metric) => metric.name === "TaskDuration").value;
  };
  for (const kind of ["zoom", "pan"]) {
    values[`${name}_${kind}_ms`] = [];
    values[`${name}_${kind}_frame_ms`] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const before = await busy();
      const frame = await page.evaluate(gesture, { kind, steps: STEPS, isBare });
      const after = await busy();
      if (round < 0) continue;
      values[`${name}_${kind}_ms`].push((after - before) / STEPS);
      values[`${name}_${kind}_frame_ms`].push(frame);
    }
  }
}

await withBrowser(async (browser) => {
  const settings = JSON.stringify({ x: "step", isLogX: false, isLogY: false, hasBand: false, smooth: 0 });
  const ours = await openPage(browser, (text) => localStorage.setItem("tmon.compare", text), settings);
  await ours.goto(new URL(`/compare?runs=${ids.join(",")}&metric=val/loss`, url).href);
  await ours.waitForSelector(`[data-area="overlay"] .metrics-chart[data-lines="${RUNS}"] canvas`);
  await ours.waitForLoadState("networkidle");
  const size = await ours.evaluate(() => {
    const { width, height } = document.querySelector('[data-area="overlay"] .uplot').getBoundingClientRect();
    return { width, height };
  });
  await measure(ours, "ours", false);
  await ours.context().close();
  const bare = await openPage(browser);
  await bare.addStyleTag({ path: `${uplot}/dist/uPlot.min.css` });
  await bare.addScriptTag({ path: `${uplot}/dist/uPlot.iife.min.js` });
  await bare.evaluate(drawBare, { lines, ...size });
  await measure(bare, "bare", true);
});
print(values);
