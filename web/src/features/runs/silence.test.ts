import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { silenceOf } from "./silence";

const base = JSON.parse(
  readFileSync(new URL("../../../../contract/fixtures/run.json", import.meta.url), "utf8"),
) as Run;
const run: Run = { ...base, heartbeat_at: "2026-01-01T00:00:00Z" };
const start = Date.parse("2026-01-01T00:00:00Z") / 1000;

test("The countdown runs from the last sign of the writer to the timeout, and promises nothing past it", () => {
  expect(silenceOf(run, start + 48)).toEqual({ seconds: 48, left: 12 });
  expect(silenceOf(run, start + 61)).toEqual({ seconds: 61, left: null });
  // A writer that has just been heard is alive: only its steps are missing.
  expect(silenceOf(run, start + 2).left).toBeNull();
});
