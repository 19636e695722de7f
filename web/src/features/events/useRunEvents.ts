import { useCallback, useEffect, useState } from "react";
import { listRunEvents } from "../../api/events";
import type { RunEvent } from "../../api/wire";
import { useConnection, useLive, useStore } from "../../live/LiveContext";

const POLL = 5000;

export interface RunEvents {
  events: RunEvent[];
  next: string | null;
  problem: string | null;
  isRead: boolean;
  more: () => void;
}

const NOTHING = {
  events: [] as RunEvent[],
  next: null as string | null,
  problem: null as string | null,
  isRead: false,
};

// What happened to one run, newest first: read once, then kept by frames, and read further back when asked.
export function useRunEvents(runId: string): RunEvents {
  const live = useLive();
  const connects = useStore(live.connects);
  const connection = useConnection().state;
  const [held, setHeld] = useState({ runId, ...NOTHING });

  const read = useCallback(
    async (cursor: string | undefined, signal?: AbortSignal) => {
      try {
        const page = await listRunEvents(runId, cursor, signal);
        setHeld((before) => {
          const known = before.runId === runId ? before : { ...NOTHING, events: [] };
          // Reading the newest again leaves how far back was read.
          const next = cursor === undefined && known.isRead ? known.next : page.next_cursor;
          return { runId, events: merge(known.events, page.items), next, problem: null, isRead: true };
        });
      } catch (error) {
        if (signal?.aborted) return;
        const problem = error instanceof Error ? error.message : "The events could not be read.";
        setHeld((before) => ({ ...(before.runId === runId ? before : NOTHING), runId, problem }));
      }
    },
    [runId],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a reconnect the events in between are read.
  useEffect(() => {
    const stop = new AbortController();
    void read(undefined, stop.signal);
    const stopListening = live.events.onNew((event) => {
      if (event.run_id !== runId) return;
      setHeld((before) => (before.runId === runId ? { ...before, events: merge(before.events, [event]) } : before));
    });
    return () => {
      stop.abort();
      stopListening();
    };
  }, [live, runId, read, connects]);
  useEffect(() => {
    if (connection !== "polling") return;
    const timer = setInterval(() => void read(undefined), POLL);
    return () => clearInterval(timer);
  }, [connection, read]);

  const current = held.runId === runId ? held : { runId, ...NOTHING };
  const more = useCallback(() => void read(current.next ?? undefined), [read, current.next]);
  return { ...current, more };
}

function merge(known: RunEvent[], more: RunEvent[]): RunEvent[] {
  const byId = new Map([...known, ...more].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => b.time.localeCompare(a.time));
}
