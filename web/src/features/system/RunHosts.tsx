import type { ReactNode } from "react";
import type { Run } from "../../api/wire";
import { useNow } from "../../live/useNow";
import { HistoryChart } from "./HistoryChart";
import { hostCharts, isStale } from "./hostCharts";
import { useHistory } from "./useHistory";

interface Props {
  run: Run;
  host: string;
  // Puts the charts into the page's kind of section.
  section: (charts: ReactNode[], note: string) => ReactNode;
}

const EVERY = 10;

// How loaded one host of a run was while it ran.
export function RunHost({ run, host, section }: Props) {
  const now = useNow();
  const from = Math.floor(Date.parse(run.started_at ?? run.created_at) / 1000);
  const to = run.ended_at === null ? null : Math.ceil(Date.parse(run.ended_at) / 1000);
  const { history, problem, bucket } = useHistory(host, null, { from, to });
  const newest = history?.times.at(-1) ?? null;
  const isSilent = to === null && newest !== null && isStale(newest, Math.floor(now / EVERY) * EVERY - bucket);
  if (history === null) return section([], problem ?? "reading");
  const note =
    newest === null ? "nothing was reported while it ran" : `${host}${paceOf(bucket)}${isSilent ? " · silent" : ""}`;
  const charts = hostCharts(history).map((chart) => (
    <HistoryChart key={chart.id} host={host} chart={chart} history={history} bucket={bucket} isSilent={isSilent} />
  ));
  return section(charts, note);
}

// Before there are buckets nobody knows how wide they will be. It is not how often the host was asked.
const paceOf = (bucket: number): string =>
  bucket < 0.1 ? "" : ` · buckets of ${bucket.toFixed(bucket < 10 ? 1 : 0)} s, min–max–mean`;
