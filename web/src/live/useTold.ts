import { useEffect, useState } from "react";
import { useConnection, useLive, useStore } from "./LiveContext";

const SETTLE = 150;
const POLL = 2000;

// Counts up when what is listed may have changed: an event named one of them, the connection came back, or, without a
// socket, some time has passed.
export function useTold(member: "dataset_id" | "model_id"): number {
  const live = useLive();
  const connects = useStore(live.connects);
  const isPolling = useConnection().state === "polling";
  const [told, setTold] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setTold((count) => count + 1);
      }, SETTLE);
    };
    const stop = live.events.onNew(({ data }) => {
      if (typeof data === "object" && data !== null && member in data) tell();
    });
    const poll = isPolling ? setInterval(tell, POLL) : undefined;
    return () => {
      stop();
      clearTimeout(timer);
      clearInterval(poll);
    };
  }, [live, member, isPolling]);
  return told + connects;
}
