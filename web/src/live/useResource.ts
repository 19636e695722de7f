import { useCallback, useEffect, useState } from "react";

export interface Resource<T> {
  data: T | null;
  error: Error | null;
  reload: () => Promise<void>;
}

// Something read from the server by its key, again whenever `version` changes. What was read stays while it is read anew,
// and an answer that comes after the key has changed is thrown away.
export function useResource<T>(
  key: string | null,
  version: number,
  read: (signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const [held, setHeld] = useState<{ key: string | null; data: T | null; error: Error | null }>(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is read.
  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        const data = await read(signal);
        if (!signal.aborted) setHeld({ key, data, error: null });
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        if (!signal.aborted) setHeld((before) => ({ key, data: before.key === key ? before.data : null, error }));
      }
    },
    [key],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is read anew.
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [key, version, load]);
  const reload = useCallback(() => load(new AbortController().signal), [load]);
  return held.key === key ? { ...held, reload } : { data: null, error: null, reload };
}

const NOTHING = { key: null, data: null, error: null };
