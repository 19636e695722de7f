import { expect, test } from "vitest";
import type { SystemHistory } from "../../api/wire";
import { timeTicks } from "../../ui/chart/times";
import { clockText, columnsOf, hostCharts, isStale, withGaps } from "./hostCharts";

const column = (...values: (number | null)[]) => ({ min: values, max: values, mean: values });
const history = (metrics: SystemHistory["metrics"]): SystemHistory => ({
  host: "h",
  from: 0,
  to: 100,
  times: [0, 10, 200],
  metrics,
});

test("A host without a GPU has no GPU charts, and what it never told is left out", () => {
  const charts = hostCharts(
    history({ cpu_percent: column(1, 2, 3), net_rx: column(1, 1, 1), disk_used: column(null, null, null) }),
  );
  expect(charts.map(({ id }) => id)).toEqual(["cpu", "network"]);
  expect(charts[1]?.unit).toBe("KiB/s");
  const busy = hostCharts(history({ net_rx: column(1, 5e6, 1) }));
  expect(busy[0]?.unit).toBe("MiB/s");
  const busiest = hostCharts(history({ net_rx: column(1, 119e9, 1), net_tx: column(1, 1, 1) }));
  expect(busiest[0]).toMatchObject({ unit: "GiB/s", scale: 1024 ** 3 });
});

test("Every GPU is a line, in the order of their numbers, and memory ends where it is full", () => {
  const gib = 1024 ** 3;
  const charts = hostCharts(
    history({
      "gpu10/utilization": column(1, 2, 3),
      "gpu2/utilization": column(1, 2, 3),
      "gpu2/memory_used": column(gib, gib, gib),
      "gpu2/memory_total": column(80 * gib, 80 * gib, 80 * gib),
    }),
  );
  expect(charts[0]?.lines.map(({ label }) => label)).toEqual(["GPU2", "GPU10"]);
  expect(charts[1]).toMatchObject({ id: "vram", top: 80, unit: "GiB" });
  expect(columnsOf(charts[1] as never, [0, 10, 200], 10)).toEqual([
    [0, 10, 105, 200],
    [1, 1, null, 1],
    [1, 1, null, 1],
    [1, 1, null, 1],
  ]);
});

test("Silence is a gap, a bucket that was skipped is not", () => {
  expect(withGaps([0, 10, 30], 10).times).toEqual([0, 10, 30]);
  expect(withGaps([0, 10, 300], 10).from).toEqual([0, 1, null, 2]);
});

test("A host that said nothing for a minute is stale", () => {
  expect([isStale(100, 159), isStale(100, 161)]).toEqual([false, true]);
});

test("No two marks of a time axis read alike, however short it is", () => {
  const begin = 1_763_805_003;
  for (const span of [10, 60, 130, 600, 7200]) {
    const ticks = timeTicks(begin, begin + span, 5);
    const texts = ticks.map((tick) => clockText(tick, (ticks[1] ?? 0) - (ticks[0] ?? 0)));
    expect(new Set(texts).size).toBe(ticks.length);
  }
  expect(clockText(60, 60)).toBe("00:01");
  expect(clockText(90, 30)).toBe("00:01:30");
});
