import type { Run } from "../../api/wire";
import { useFeed, useLive, useStore } from "../../live/LiveContext";
import type { RunFeed } from "../../live/runFeed";
import { Button } from "../../ui/Button";
import { formatShort } from "../../ui/format";
import styles from "./PlotPanel.module.css";

// What stands between the reader and a complete curve, said over the frame that is already there.
export function FeedNote({ run }: { run: Run }) {
  const feed = useFeed(run.id);
  return feed === null ? null : <NoteOf feed={feed} run={run} />;
}

function NoteOf({ feed, run }: { feed: RunFeed; run: Run }) {
  const { state, problem } = useStore(feed.state);
  const connection = useStore(useLive().socket.connection).state;
  if (state === "failed" && connection !== "offline")
    return (
      <div className={styles.note} role="alert">
        <b>This chart could not be read</b> <span>{problem}</span>
        <Button meaning="open" onClick={() => void feed.reload()}>
          RETRY
        </Button>
      </div>
    );
  if (state === "reading" && feed.curves.size === 0)
    return (
      <div className={styles.reading} role="status">
        reading {formatShort(Object.values(run.metrics).reduce((sum, { count }) => sum + count, 0))} points
      </div>
    );
  return null;
}
