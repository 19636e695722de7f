import { useEffect, useState } from "react";
import { readSystemHistory } from "../../api/system";
import type { SystemHistory } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";

export interface Span {
  from: number;
  // Null: until now, and so read again as time goes on.
  to: number | null;
}

const POINTS = 240;
const QUICKEST = 5000;

export interface HostHistory {
  history: SystemHistory | null;
  problem: string | null;
  // Seconds that one point stands for.
  bucket: number;
}

// The load of a host over a stretch of time. A stretch that ends now is read again whenever it has a new point.
export function useHistory(host: string, seconds: number | null, span: Span | null): HostHistory {
  const connects = useStore(useLive().connects);
  const [held, setHeld] = useState<HostHistory>({ history: null, problem: null, bucket: 1 });
  const from = span?.from ?? null;
  const to = span?.to ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a reconnect the stretch is read again.
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const end = to ?? Date.now() / 1000;
      const start = Math.min(seconds === null ? (from ?? end - 3600) : end - seconds, end - 10);
      const bucket = (end - start) / POINTS;
      try {
        const history = await readSystemHistory({ host, from: start, to: end, points: POINTS }, stop.signal);
        setHeld({ history, problem: null, bucket });
      } catch (error) {
        if (stop.signal.aborted) return;
        const problem = error instanceof Error ? error.message : "The history could not be read.";
        setHeld((before) => ({ ...before, problem }));
      }
      if (to === null) timer = setTimeout(() => void readSeen(), Math.max(QUICKEST, 1000 * bucket));
    };
    // A hidden tab asks for nothing; it reads when it is seen again.
    const readSeen = () => {
      if (!document.hidden) return read();
      document.addEventListener("visibilitychange", () => void read(), { once: true, signal: stop.signal });
    };
    void read();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [host, seconds, from, to, connects]);
  return held;
}
