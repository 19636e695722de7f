import { useEffect, useRef, useState } from "react";
import { readColumns } from "../../api/columns";
import { MOST_SERIES } from "../../api/series";
import type { Run } from "../../api/wire";
import type { Cells } from "../../live/cells";
import { cellsOf } from "../../live/curve";
import type { Zoom } from "./settings";

const AGAIN = 2000;

type ByMetric = ReadonlyMap<string, ReadonlyMap<string, Cells>>;
interface Held {
  key: string;
  cells: ByMetric;
  problem: string | null;
}

// Several metrics of all compared runs, in as few requests as the server takes. What is read stays for as long as the runs
// and the stretch do; of runs that go on, what is in sight is read again every other second.
export function useManySeries(runs: readonly Run[], wanted: readonly string[], points: number, zoom: Zoom): Held {
  const key = `${runs.map((run) => run.id).join()} ${zoom?.join() ?? ""}`;
  const [held, setHeld] = useState<Held>({ key, cells: new Map(), problem: null });
  const now = useRef({ runs, wanted, held, zoom });
  now.current = { runs, wanted, held, zoom };
  // At which step of each run a metric was read.
  const read = useRef<{ key: string; at: Map<string, string> }>({ key, at: new Map() });
  if (read.current.key !== key) read.current = { key, at: new Map() };
  const list = wanted.join("\n");

  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts stand for the runs, the stretch and the metrics.
  useEffect(() => {
    const controller = new AbortController();
    const { at } = read.current;
    let isBusy = false;
    const look = async () => {
      if (isBusy) return;
      isBusy = true;
      await readDue();
      isBusy = false;
    };
    const readDue = async () => {
      const { runs, wanted, zoom } = now.current;
      const steps = runs.map((run) => run.step).join();
      const due = wanted.filter((metric) => at.get(metric) !== steps);
      const most = Math.max(1, Math.floor(MOST_SERIES / Math.max(1, runs.length)));
      for (let i = 0; i < due.length; i += most) {
        const keys = due.slice(i, i + most);
        const range = zoom === null ? {} : { from: zoom[0], to: zoom[1] };
        try {
          const answer = await readColumns(
            { runs: runs.map((run) => run.id), keys, points, ...range },
            controller.signal,
          );
          for (const metric of keys) at.set(metric, steps);
          setHeld((before) => {
            // Another stretch keeps what there was until it is read; other runs begin empty.
            const isSame = before.key.split(" ")[0] === key.split(" ")[0];
            const cells = new Map(isSame ? before.cells : []);
            for (const metric of keys) cells.set(metric, new Map());
            for (const series of answer.series)
              (cells.get(series.key) as Map<string, Cells>)?.set(series.run_id, cellsOf(series));
            return { key, cells, problem: null };
          });
        } catch (error) {
          if (controller.signal.aborted) return;
          const problem = error instanceof Error ? error.message : "The curves could not be read.";
          setHeld((before) => ({ ...before, problem }));
          return;
        }
      }
    };
    void look();
    const timer = setInterval(() => !document.hidden && void look(), AGAIN);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [key, list, points]);
  return held;
}
