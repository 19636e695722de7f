// When the newest value of a live chart was painted: the text of its tag, as the canvas is told to write it. The values that
// are logged count up from 1001 and leave out what an axis could have as a tick. Prints a line when the page is live, then, once
// its input ends, the time of each value in milliseconds since the epoch.
import { openPage, print, rest, url, withBrowser } from "./browser.mjs";

function watchTags() {
  window.paintedAt = {};
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...more) {
    write.call(this, text, ...more);
    const value = /^1\d{3}$/.test(text) ? Number(text) : 0;
    if (value === 0 || value in window.paintedAt) return;
    window.paintedAt[value] = null;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      window.paintedAt[value] = performance.timeOrigin + performance.now();
    };
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
}

await withBrowser(async (browser) => {
  const page = await openPage(browser, watchTags);
  await page.goto(new URL(`/runs/${rest[0]}?smooth=0&log=0&band=0`, url).href);
  await page.waitForFunction(() => performance.getEntriesByName("tmon:first-chart").length > 0);
  await page.waitForFunction(() => 1001 in window.paintedAt);
  process.stdout.write("live\n");
  for await (const _ of process.stdin);
  await page.waitForTimeout(1000);
  print(await page.evaluate(() => window.paintedAt));
});
