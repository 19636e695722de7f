import { useEffect, useMemo, useRef, useState } from "react";
import { readColumns } from "../../api/columns";
import type { Run } from "../../api/wire";
import type { Cells } from "../../live/cells";
import { cellsOf } from "../../live/curve";
import { useLive } from "../../live/LiveContext";
import { Marks } from "../../live/marks";
import type { Range } from "../../ui/chart/axes";

const POINTS = 800;
const AGAIN = 1000;

export interface Lines {
  cells: ReadonlyMap<string, Cells>;
  // How many values of each run are no numbers; those without one are not in it.
  odd: ReadonlyMap<string, number>;
  problem: string | null;
  tookMs: number | null;
  points: number;
}

const NOTHING: Lines = { cells: new Map(), odd: new Map(), problem: null, tookMs: null, points: 0 };

// One metric of all compared runs, read in one request, or a stretch of it at full resolution. Of runs that go on, those
// that have moved are read again every second, also in one.
export function useSeries(runs: readonly Run[], metric: string | null, zoom: Range | null): Lines {
  const live = useLive();
  const [held, setHeld] = useState<{ key: string; lines: Lines }>({ key: "", lines: NOTHING });
  const ids = runs.map((run) => run.id).join();
  const key = metric === null || ids === "" ? "" : `${metric} ${ids} ${zoom?.join() ?? ""}`;
  const now = useRef(runs);
  now.current = runs;
  const range = useMemo(() => (zoom === null ? {} : { from: zoom[0], to: zoom[1] }), [zoom]);

  useEffect(() => {
    if (key === "" || metric === null) return;
    const controller = new AbortController();
    const seen = new Map<string, number | null>();
    let cells = new Map<string, Cells>();
    let odd = new Map<string, number>();
    let points = 0;
    let isBusy = false;
    const read = async (due: readonly Run[]) => {
      if (due.length === 0 || isBusy) return;
      isBusy = true;
      const start = performance.now();
      const wish = { runs: due.map((run) => run.id), keys: [metric], points: POINTS, ...range };
      try {
        const answer = await readColumns(wish, controller.signal);
        for (const run of due) seen.set(run.id, run.step);
        cells = new Map(cells);
        odd = new Map(odd);
        for (const series of answer.series) {
          const marks = new Marks();
          cells.set(series.run_id, cellsOf(series, marks));
          const count = marks.all().reduce((sum, mark) => sum + mark.count, 0);
          if (count > 0) odd.set(series.run_id, count);
          points = Math.max(points, series.total);
        }
        const tookMs = due.length === now.current.length ? performance.now() - start : null;
        setHeld((before) => ({
          key,
          lines: { cells, odd, problem: null, tookMs: tookMs ?? before.lines.tookMs, points },
        }));
      } catch (error) {
        if (controller.signal.aborted) return;
        const problem = error instanceof Error ? error.message : "The curves could not be read.";
        setHeld((before) => ({ key, lines: { ...before.lines, problem } }));
      } finally {
        isBusy = false;
      }
    };
    void read(now.current);
    const timer = setInterval(() => {
      if (document.hidden || live.socket.connection.get().state === "offline") return;
      void read(now.current.filter((run) => seen.has(run.id) && seen.get(run.id) !== run.step));
    }, AGAIN);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [key, metric, range, live]);

  // Another metric begins empty; a closer look keeps what there was until it is read.
  const isSame = held.key.split(" ").slice(0, 2).join() === key.split(" ").slice(0, 2).join();
  return isSame ? held.lines : NOTHING;
}
