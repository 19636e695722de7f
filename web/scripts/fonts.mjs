// Cuts JetBrains Mono down to what the page writes with: Latin-1, typographic marks and arrows, without the ligature
// tables, which the page switches off anyway. From 43 KB to 15 KB for both weights. Run by hand; the result is committed.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const text = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}–—‘’“”•…←↑→↓−`;
const source = new URL("../node_modules/@fontsource/jetbrains-mono/", import.meta.url);
const target = new URL("../src/ui/fonts/", import.meta.url);

for (const weight of [400, 700]) {
  const whole = await readFile(new URL(`files/jetbrains-mono-latin-${weight}-normal.woff2`, source));
  const part = await subsetFont(whole, text, {
    targetFormat: "woff2",
    noLayoutClosure: true,
    dropTables: ["GSUB", "GPOS", "GDEF"],
  });
  await writeFile(new URL(`jetbrains-mono-${weight}.woff2`, target), part);
  console.log(`jetbrains-mono-${weight}.woff2 ${whole.length} -> ${part.length} bytes`);
}
await copyFile(new URL("LICENSE", source), new URL("OFL.txt", target));
