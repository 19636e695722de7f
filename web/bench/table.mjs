// Scrolling the table of 100,000 runs, jumping in it, and filtering it.
import { openPage, print, rest, url, withBrowser } from "./browser.mjs";

const ROUNDS = 7;
const SECONDS = 3;
const PIXELS_PER_FRAME = 260;

// How long each frame takes while the table scrolls, a good dozen rows a frame.
function scroll({ seconds, by }) {
  const grid = document.querySelector('[role="grid"]');
  return new Promise((done) => {
    const times = [];
    let before = performance.now();
    const start = before;
    const step = (now) => {
      times.push(now - before);
      before = now;
      if (now - start > seconds * 1000) return done(times.slice(1));
      grid.scrollTop += by;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

// From a change to the frame after which the wanted rows stand there.
function until({ act, condition }) {
  const isThere = new Function(`return ${condition}`);
  const start = performance.now();
  new Function(act)();
  return new Promise((done) => {
    const look = () => {
      if (!isThere()) return requestAnimationFrame(look);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now() - start);
      channel.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
}

const values = { frame_ms: [], slow_percent: [], jump_ms: [], sort_ms: [] };
const grid = `document.querySelector('[role="grid"]')`;
await withBrowser(async (browser) => {
  const page = await openPage(browser);
  await page.goto(new URL(`/runs?${rest[0] ?? ""}`, url).href);
  await page.waitForSelector("[role=row][data-run-id]");
  await page.waitForLoadState("networkidle");
  for (let round = 0; round < ROUNDS; round++) {
    await page.evaluate(`${grid}.scrollTop = ${round * 200_000}`);
    await page.waitForFunction("document.querySelectorAll('[role=row][data-run-id]').length > 20");
    const times = await page.evaluate(scroll, { seconds: SECONDS, by: PIXELS_PER_FRAME });
    times.sort((a, b) => a - b);
    values.frame_ms.push(times[Math.floor(times.length * 0.95)]);
    values.slow_percent.push((100 * times.filter((time) => time > 50).length) / times.length);
    const to = 1_900_000 - round * 211_000;
    const condition = `Math.abs(${grid}.scrollTop - ${to}) < 30 && [...document.querySelectorAll('[role=rowgroup]:last-child [role=row]')].slice(12, 40).every((row) => row.dataset.runId)`;
    values.jump_ms.push(await page.evaluate(until, { act: `${grid}.scrollTop = ${to}`, condition }));
  }
  await page.evaluate(`${grid}.scrollTop = 0`);
  for (let round = 0; round < ROUNDS; round++) {
    const head = `document.querySelector('[role=columnheader][data-field="name"]')`;
    const want =
      (await page.evaluate(`${head}.getAttribute("aria-sort")`)) === "descending" ? "ascending" : "descending";
    const first = want === "descending" ? "run 99999" : "run 0";
    const condition = `document.querySelector('[role=rowgroup]:last-child [role=row] [data-field=name]')?.textContent === "${first}"`;
    values.sort_ms.push(await page.evaluate(until, { act: `${head}.querySelector("button").click()`, condition }));
  }
});
print(values);
