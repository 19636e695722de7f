import { useEffect, useState } from "react";
import { useConnection, useLive } from "../../live/LiveContext";
import { useNow } from "../../live/useNow";
import { Button } from "../../ui/Button";
import { formatClock, formatShort } from "../../ui/format";
import "./Connection.css";
import styles from "./Frame.module.css";

const WORD = { connecting: "CONNECTING", live: "LIVE", offline: "OFFLINE", polling: "POLLING" } as const;

// Whether what is shown is true now: the state of the connection, its latency, and the clock.
export function LiveState() {
  const { state, latencyMs } = useConnection();
  return (
    <div className={styles.live} data-connection={state}>
      <i aria-hidden="true" />
      <b role="status">{WORD[state]}</b>
      {state === "live" && latencyMs !== null && <span title="Round trip to the server">{latencyText(latencyMs)}</span>}
      <Rate />
      <Clock />
    </div>
  );
}

const latencyText = (ms: number) => (ms < 1 ? "<1 ms" : `${Math.round(ms)} ms`);

// Points of the selected run that reach this page, averaged over the last second.
function Rate() {
  const live = useLive();
  const [rate, setRate] = useState(0);
  useEffect(() => {
    let feed = live.feed.get();
    let before = feed?.received ?? 0;
    const timer = setInterval(() => {
      const now = live.feed.get();
      if (now !== feed) before = 0;
      feed = now;
      setRate((now?.received ?? 0) - before);
      before = now?.received ?? 0;
    }, 1000);
    return () => clearInterval(timer);
  }, [live]);
  return (
    <span className={styles.rate} title="Points of the selected run that reached this page in the last second">
      {formatShort(rate)} pt/s
    </span>
  );
}

function Clock() {
  const now = useNow();
  return (
    <span className={styles.clock}>
      <b>{formatClock(now * 1000)}</b> UTC
    </span>
  );
}

// Says across the page that what is shown is not live, since when, and when the next attempt is.
export function ConnectionStrip() {
  const { state, since, retryAt, lastFrameAt } = useConnection();
  const { socket } = useLive();
  const now = useNow();
  useEffect(() => {
    document.documentElement.dataset.source = state;
  }, [state]);
  if (state === "polling")
    return (
      <div className={`${styles.strip} ${styles.polling}`} role="status">
        <b>POLLING 2s</b> a proxy refuses the live connection: slower, but complete
      </div>
    );
  if (state !== "offline") return null;
  const wait = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now * 1000) / 1000));
  return (
    <div className={styles.strip} role="alert">
      <b>OFFLINE {Math.max(0, Math.floor(now - since / 1000))}s</b>
      <span>{wait === null || wait === 0 ? "trying now" : `retry in ${wait}s`}</span>
      <Button meaning="destroy" onClick={socket.retryNow}>
        NOW
      </Button>
      <span className={styles.asOf}>
        data as of <b>{formatClock(lastFrameAt ?? since)}</b> UTC
      </span>
    </div>
  );
}
