import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "..");

// What each layer may import from, besides itself. Features never know of each other: app puts them together.
const MAY: Record<string, string[]> = {
  app: ["features", "live", "api", "ui"],
  features: ["live", "api", "ui"],
  live: ["api"],
  api: [],
  ui: [],
};

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"),
);

function layerOf(path: string): { layer: string; unit: string } {
  const [layer = "", name = ""] = path.split("/");
  return { layer, unit: layer === "features" ? `features/${name}` : layer };
}

test("Imports point only from app to features to live, api and ui", () => {
  const wrong: string[] = [];
  for (const file of files) {
    const from = layerOf(file);
    for (const [, target = ""] of readFileSync(join(SRC, file), "utf8").matchAll(/from "(\.[^"]+)"/g)) {
      const path = relative(SRC, resolve(SRC, dirname(file), target));
      if (path.startsWith("..")) continue;
      const to = layerOf(path);
      if (to.unit === from.unit || (to.layer !== from.layer && MAY[from.layer]?.includes(to.layer))) continue;
      wrong.push(`${file} imports ${path}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});

test("No file is longer than 400 lines", () => {
  const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 400);
  expect(long).toEqual([]);
});
