import { useEffect, useMemo, useState } from "react";
import { listJobs } from "../../api/jobs";
import type { Run, Status } from "../../api/wire";
import type { CatalogView } from "../../live/catalog";
import { useConnection, useLive, useStore } from "../../live/LiveContext";
import { useResource } from "../../live/useResource";

const SETTLE = 150;
const POLL = 2000;
const SETTLED = 1000;
const MOST_ACTIVE = 1000;
const ENDED = "completed,failed,interrupted,cancelled";
const RECENT = 100;

export interface Jobs {
  // In the order of the queue: running, then as they will go, then those that ended, newest first.
  jobs: readonly Run[];
  // How many the filter leaves on the server, and how many of them are not shown.
  total: number;
  // Null until the server has said how many it has.
  slots: { all: number; busy: number; gpus: number } | null;
  isRead: boolean;
  error: Error | null;
  reload: () => Promise<void>;
}

// The jobs that a filter leaves: read once, moved by the frames that reach the page anyway, and read again once a job came,
// went or changed its status.
export function useJobs(catalog: CatalogView, status: string | null, text: string): Jobs {
  const live = useLive();
  const connects = useStore(live.connects);
  const isPolling = useConnection().state === "polling";
  const [moves, setMoves] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const move = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setMoves((count) => count + 1);
      }, SETTLE);
    };
    const stop = live.socket.listen((frame) => {
      if (frame.type === "run_deleted" || frame.type === "status_change") move();
      else if (frame.type === "run_created" && frame.run.job !== null) move();
    });
    const poll = isPolling ? setInterval(move, POLL) : undefined;
    return () => {
      stop();
      clearTimeout(timer);
      clearInterval(poll);
    };
  }, [live, isPolling]);

  const { data, error, reload } = useResource(`${status} ${text}`, connects + moves, async (signal) => {
    const q = text === "" ? undefined : text;
    if (status !== null) return [await listJobs({ status, q, limit: MOST_ACTIVE }, signal)];
    return Promise.all([
      listJobs({ status: "active", q, limit: MOST_ACTIVE }, signal),
      listJobs({ status: ENDED, q, limit: RECENT }, signal),
    ]);
  });
  const jobs = useMemo(() => {
    const read = (data ?? []).flatMap(({ items }) => items).map((run) => newest(run, catalog.byId.get(run.id)));
    return [...new Map(read.map((run) => [run.id, run])).values()].sort(inQueue);
  }, [data, catalog.byId]);
  const total = (data ?? []).reduce((sum, page) => sum + (page.total ?? page.items.length), 0);
  const first = data?.[0];
  // A slot falls free once the last process of a cancelled job has ended, which no frame tells.
  const running = catalog.runs.reduce((sum, run) => sum + (run.status === "running" ? (run.job?.slots ?? 0) : 0), 0);
  const isSettling = first !== undefined && first.slots_busy > running;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again after each reading, until it is so.
  useEffect(() => {
    if (!isSettling) return;
    const timer = setTimeout(() => void reload(), SETTLED);
    return () => clearTimeout(timer);
  }, [isSettling, data, reload]);
  const slots = first === undefined ? null : { all: first.slots, busy: first.slots_busy, gpus: first.gpus };
  return { jobs, total, slots, isRead: data !== null, error, reload };
}

// The frames say how far a run is; how it is launched stands in the reading.
const newest = (read: Run, known: Run | undefined): Run =>
  known === undefined || known.cursor <= read.cursor ? read : { ...known, job: read.job };

const RANK: Partial<Record<Status, number>> = { running: 0, queued: 1, pending: 2 };
const rankOf = (run: Run): number => RANK[run.status] ?? 3;

export function inQueue(a: Run, b: Run): number {
  const rank = rankOf(a);
  if (rank !== rankOf(b)) return rank - rankOf(b);
  if (rank === 3) return (b.ended_at ?? b.created_at).localeCompare(a.ended_at ?? a.created_at);
  return (
    (b.job?.priority ?? 0) - (a.job?.priority ?? 0) ||
    (a.queued_at ?? a.created_at).localeCompare(b.queued_at ?? b.created_at) ||
    a.id.localeCompare(b.id)
  );
}
