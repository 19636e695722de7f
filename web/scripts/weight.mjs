// Adds up what the first page fetches, in the larger of its two compressed forms, and fails above the budget: browsers take
// Brotli from their own machine and over TLS, and gzip elsewhere.
import { readdirSync, readFileSync, statSync } from "node:fs";

export const BUDGET = 150_000;

// Fonts are compressed already.
const sizeOf = (path) => statSync(path.endsWith(".woff2") ? path : `${path}.gz`).size;

// The page itself, all that its HTML names, and what those name in turn without waiting for a click.
export function firstLoad(dist) {
  const html = readFileSync(`${dist}/index.html`, "utf8");
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1]);
  const fonts = readdirSync(`${dist}/assets`)
    .filter((name) => name.endsWith(".woff2"))
    .map((name) => `assets/${name}`);
  const statics = named.flatMap((name) =>
    name.endsWith(".js")
      ? [...readFileSync(`${dist}/${name}`, "utf8").matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(
          (m) => `assets/${m[1]}`,
        )
      : [],
  );
  return ["index.html", ...new Set([...named, ...statics, ...fonts])].map((name) => ({
    name,
    bytes: sizeOf(`${dist}/${name}`),
  }));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const files = firstLoad(new URL("../dist", import.meta.url).pathname);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const { name, bytes } of files) console.log(`${String(bytes).padStart(8)}  ${name}`);
  console.log(`${String(total).padStart(8)}  bytes compressed at first load, budget ${BUDGET}`);
  if (total > BUDGET) process.exitCode = 1;
}
