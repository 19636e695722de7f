// A real Chromium for the measures of the page, as the browser tests start it.
import { chromium } from "@playwright/test";

const ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];

export const [url, ...rest] = process.argv.slice(2);

export async function withBrowser(work) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: [...ARGUMENTS, "--enable-precise-memory-info"] });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

// A page with nothing cached. `script` runs in it before the page's own, with `data`. The page's policy forbids to make
// functions of text, as the measures do.
export async function openPage(browser, script, data, viewport = { width: 1600, height: 1000 }) {
  const context = await browser.newContext({ viewport, bypassCSP: true });
  const page = await context.newPage();
  page.on("pageerror", (error) => process.stderr.write(`${error.message}\n`));
  if (script !== undefined) await page.addInitScript(script, data);
  return page;
}

export async function send(method, path, body) {
  const init = { method, headers: { "content-type": "application/json" } };
  if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(new URL(path, url), init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? {} : JSON.parse(text);
}

// A run with its curves: `count` steps of as many metrics as there are keys, each falling and noisy in a way of its own.
export async function trainedRun(name, keys, count, more = {}) {
  const run = await send("POST", "/api/runs", { name, ...more });
  await train(run.id, keys, 0, count);
  return run.id;
}

export async function train(id, keys, from, to) {
  const steps = Array.from({ length: to - from }, (_, i) => from + i);
  const value = (step, k) => (1 + k / 7) / (1 + step / 300) + 0.02 * noise(step * 31 + k * 977 + id.charCodeAt(5));
  const metrics = Object.fromEntries(keys.map((key, k) => [key, steps.map((step) => value(step, k))]));
  await send("POST", `/api/runs/${id}/metrics`, { steps, metrics });
}

const noise = (n) => {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};

// What the measure reads: one line of JSON, values by name.
export const print = (values) => process.stdout.write(`${JSON.stringify(values)}\n`);
