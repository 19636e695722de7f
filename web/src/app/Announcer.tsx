import { useEffect } from "react";
import type { Run, Status } from "../api/wire";
import { headlineOf } from "../features/runs/headline";
import { useLive } from "../live/LiveContext";
import { formatLeft } from "../ui/format";
import { notify } from "../ui/toast";

const CLOCKS_APART = 5000;

// Says what changed while one was looking: runs that start and end, the connection that goes and comes back.
// What was already so when the page was opened is not news, and neither is an old run that the page only now reads.
export default function Announcer() {
  const live = useLive();
  useEffect(() => {
    // This comes after the page: what is listed by now is not news either.
    const listed = live.catalog.view.get();
    const begun = Date.now();
    const statuses = (runs: readonly Run[]) => new Map(runs.map((run) => [run.id, run.status]));
    let known: Map<string, Status> | null = listed.state === "ready" ? statuses(listed.runs) : null;
    const stopRuns = live.catalog.view.watch(() => {
      const view = live.catalog.view.get();
      if (view.state !== "ready") return;
      const before = known;
      known = statuses(view.runs);
      if (before === null) return;
      for (const run of view.runs) {
        const old = before.get(run.id);
        if (old === run.status || (old === undefined && Date.parse(run.created_at) < begun - CLOCKS_APART)) continue;
        if (run.status === "running") notify("start", run.name, old === undefined ? "started" : `${old} → running`);
        else if (old === undefined) continue;
        else if (run.status === "completed")
          notify("done", run.name, `completed${tookText(run.started_at, run.ended_at)}`);
        else if (run.status === "failed") notify("error", `${run.name} failed`, headlineOf(run.error ?? ""));
        else notify("info", run.name, `${old} → ${run.status}`);
      }
    });
    let wasLive = live.socket.connection.get().state === "live";
    let isLost = false;
    const stopConnection = live.socket.connection.watch(() => {
      const { state } = live.socket.connection.get();
      if (state === "live" && isLost) notify("back", "Connection back", "what was missed has been read");
      if (state === "live") [wasLive, isLost] = [true, false];
      if (state === "offline" && wasLive && !isLost) {
        isLost = true;
        notify("lost", "Connection lost", "trying again by itself");
      }
    });
    return () => {
      stopRuns();
      stopConnection();
    };
  }, [live]);
  return null;
}

function tookText(start: string | null, end: string | null): string {
  return start === null || end === null ? "" : ` in ${formatLeft((Date.parse(end) - Date.parse(start)) / 1000)}`;
}
