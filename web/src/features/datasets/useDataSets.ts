import { useEffect, useRef } from "react";
import { type DataSet, listDataSets } from "../../api/datasets";
import { useStore } from "../../live/LiveContext";
import { useResource } from "../../live/useResource";
import { useTold } from "../../live/useTold";
import { current } from "./upload";

const MOST = 1000;
const POLL = 2000;

export interface DataSets {
  sets: readonly DataSet[];
  // How many the filter leaves on the server.
  total: number;
  isRead: boolean;
  error: Error | null;
  reload: () => Promise<void>;
}

// The data sets that a filter leaves, newest first, read again when one of them changed.
export function useDataSets(status: string | null, text: string): DataSets {
  const told = useTold("dataset_id");
  const { data, error, reload } = useResource(`${status} ${text}`, told, (signal) =>
    listDataSets({ ...(status === null ? {} : { status }), q: text || undefined, limit: MOST }, signal),
  );
  const sets = data?.items ?? [];
  // Only the last file of a data set is told of, and none that is added: what arrives is looked at now and then.
  const isSending = useStore(current) !== null;
  const isArriving = isSending || sets.some((set) => set.status === "processing");
  const wasSending = useRef(isSending);
  useEffect(() => {
    if (wasSending.current && !isSending) void reload();
    wasSending.current = isSending;
  }, [isSending, reload]);
  useEffect(() => {
    if (!isArriving) return;
    const poll = setInterval(() => void reload(), POLL);
    return () => clearInterval(poll);
  }, [isArriving, reload]);
  return { sets, total: data?.total ?? sets.length, isRead: data !== null, error, reload };
}
