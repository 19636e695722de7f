// Adds up what the first page fetches, compressed as it travels, and fails above the budget.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

export const BUDGET = 150_000;

// Fonts are compressed already; gzip would only count them twice.
const sizeOf = (path) => {
  const bytes = readFileSync(path);
  return path.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 6 }).length;
};

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
