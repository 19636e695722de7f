import { useEffect, useMemo, useState } from "react";
import { findRuns } from "../../api/runs";
import { useLive } from "../../live/LiveContext";
import { RunWindow } from "../../live/runWindow";

const POLL_EVERY = 5000;

// The window onto the runs that a filter leaves. Another filter is read beside the old one, whose rows stay until it is here.
export function useRunWindow(search: string): { shown: RunWindow; isPending: boolean } {
  const live = useLive();
  const next = useMemo(
    () => new RunWindow((offset, limit, signal) => findRuns(new URLSearchParams(search), offset, limit, signal)),
    [search],
  );
  const [shown, setShown] = useState(next);

  useEffect(() => {
    const stops = [
      live.socket.listen((frame) => next.receive(frame)),
      live.connects.watch(() => next.refresh()),
      next.view.watch(() => next.view.get().state !== "loading" && setShown(next)),
    ];
    // Without a socket the list is read anew now and then.
    const timer = setInterval(() => live.socket.connection.get().state === "polling" && next.refresh(), POLL_EVERY);
    next.refresh();
    return () => {
      for (const stop of stops) stop();
      clearInterval(timer);
      next.close();
    };
  }, [next, live]);

  return { shown, isPending: shown !== next };
}
