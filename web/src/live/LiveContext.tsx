import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import type { Run } from "../api/wire";
import type { Live } from "./live";
import type { FeedState, RunFeed } from "./runFeed";
import { Store } from "./store";

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error("BUG: useLive outside of LiveContext");
  return live;
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.watch, store.get);
}

export const useCatalog = () => useStore(useLive().catalog.view);
export const useConnection = () => useStore(useLive().socket.connection);
export const useRun = (id: string | null): Run | null => useCatalog().byId.get(id ?? "") ?? null;

// The curves of a run for as long as something draws them; charts of the same run share one feed.
export function useFeed(runId: string | null): RunFeed | null {
  const { feeds } = useLive();
  const [feed, setFeed] = useState<RunFeed | null>(null);
  useEffect(() => {
    if (runId === null) return;
    setFeed(feeds.acquire(runId));
    return () => feeds.release(runId);
  }, [feeds, runId]);
  return feed?.runId === runId ? feed : null;
}

const NO_FEED = new Store<FeedState>({ state: "opening", problem: null });
export const useFeedState = (feed: RunFeed | null): FeedState["state"] => useStore(feed?.state ?? NO_FEED).state;
