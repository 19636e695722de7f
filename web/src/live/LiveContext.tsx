import { createContext, use, useSyncExternalStore } from "react";
import type { Run } from "../api/wire";
import type { Live } from "./live";
import type { Store } from "./store";

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
