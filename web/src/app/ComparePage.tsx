import { useEffect, useMemo, useRef, useState } from "react";
import type { Run } from "../api/wire";
import { ComparePanels } from "../features/compare/ComparePanels";
import { hidden, setHidden } from "../live/hidden";
import { useLive, useStore } from "../live/LiveContext";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Panel";
import styles from "./Page.module.css";
import type { PageProps } from "./views";

const MOST = 100;
const PROPOSED = 6;

// The runs that the address names, side by side. Runs that the lists did not hold are read in one request, and followed then.
export default function ComparePage({ url, catalog, onOpenRun, onCompare }: PageProps) {
  const live = useLive();
  const away = useStore(hidden);
  const text = url.query.get("runs") ?? "";
  const named = useMemo(() => [...new Set(text.split(",").filter((id) => id !== ""))], [text]);
  const ids = useMemo(() => named.slice(0, MOST), [named]);
  const [answered, setAnswered] = useState<{ text: string; absent: string[] }>({ text: "", absent: [] });
  useEffect(() => {
    if (catalog.state !== "ready") return;
    let isCurrent = true;
    void live.catalog.wantAll(ids).then((absent) => {
      if (isCurrent) setAnswered({ text, absent });
    });
    return () => {
      isCurrent = false;
    };
  }, [ids, text, live, catalog.state]);

  const found = ids.map((id) => catalog.byId.get(id)).filter((run) => run !== undefined && !away.has(run.id)) as Run[];
  // The same runs stay the same list, so that charts are drawn anew only when one of them moved.
  const held = useRef(found);
  if (found.length !== held.current.length || found.some((run, i) => run !== held.current[i])) held.current = found;
  const runs = held.current;
  // All of them are there before the first is drawn, so that curves are read in one request.
  const isComplete = answered.text === text || runs.length === ids.length;
  const absent = answered.text === text ? answered.absent : [];
  const concealed = ids.filter((id) => away.has(id) && catalog.byId.has(id));
  const isNothing = absent.length === ids.length;
  const proposed = catalog.runs.filter((run) => Object.keys(run.metrics).length > 0).slice(0, PROPOSED);
  return (
    <main className={styles.page} aria-label="Compare">
      {absent.length > 0 && (
        <p className="tone-err" role="alert">
          No run {absent.join(", ")} on this server.
        </p>
      )}
      {concealed.length > 0 && (
        <p className="tone-warn" role="status">
          {concealed.length} of these runs {concealed.length === 1 ? "is" : "are"} hidden.{" "}
          <Button onClick={() => setHidden(concealed, false)}>SHOW</Button>
        </p>
      )}
      {catalog.state === "failed" && runs.length === 0 && (
        <Notice title="The runs could not be read">{catalog.problem} The comparison comes back by itself.</Notice>
      )}
      {isComplete && runs.length > 0 && (
        <ComparePanels
          runs={runs}
          named={named.length - absent.length}
          query={url.query}
          onChange={url.set}
          onOpen={onOpenRun}
        />
      )}
      {isNothing && (
        <Notice title="Nothing to compare yet">
          Type CMP and names on the command line, or select runs on the RUNS page and press C.{" "}
          {proposed.length > 1 && (
            <Button meaning="open" onClick={() => onCompare(proposed.map((run) => run.id))}>
              COMPARE THE {proposed.length} NEWEST
            </Button>
          )}
        </Notice>
      )}
    </main>
  );
}
