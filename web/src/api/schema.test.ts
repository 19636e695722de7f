import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "../../scripts/types.mjs";

test("The types of the page are those of the contract", async () => {
  const committed = readFileSync(new URL("./schema.d.ts", import.meta.url), "utf8");
  expect(committed, "run `npm run types`").toBe(await generate());
});
