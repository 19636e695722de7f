import { expect, test } from "vitest";
import type { Run } from "../../api/wire";
import { endingSince } from "./ending";

const ENDED = "2026-01-01T00:00:00Z";
const now = Date.parse(ENDED) / 1000 + 4;
const run = (more: Partial<Run>): Run =>
  ({ job: {}, status: "cancelled", started_at: ENDED, ended_at: ENDED, exit_code: null, ...more }) as Run;

test("A cancelled job is ending until its exit is recorded, and no longer than a minute", () => {
  expect(endingSince(run({}), now)).toBe(4);
  expect(endingSince(run({ exit_code: 137 }), now)).toBeNull();
  expect(endingSince(run({ started_at: null }), now)).toBeNull();
  expect(endingSince(run({ status: "failed" }), now)).toBeNull();
  expect(endingSince(run({}), now + 90)).toBeNull();
});
