import { type KeyboardEvent, useEffect, useRef } from "react";
import type { CatalogView } from "../../live/catalog";
import { Group, Toggle } from "../../ui/Button";
import { follow } from "../../ui/follow";
import { formatCount } from "../../ui/format";
import { lazily } from "../../ui/lazily";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./RunList.module.css";
import { RunRow } from "./RunRow";

interface Props extends PanelFrame {
  catalog: CatalogView;
  // Whether all of them are drawn yet, or only the first.
  isWhole: boolean;
  trendOf: (id: string) => readonly number[];
  selected: string | null;
  // With a step from one to the next, Back does not go through all of them.
  onSelect: (id: string, isStep?: boolean) => void;
  onOpen: (id: string) => void;
  onlyActive: boolean;
  onOnlyActive: (onlyActive: boolean) => void;
  // To the page of all runs, with the filter that its address is to hold.
  onAll: (search: string) => void;
}

// Only where there is nothing yet.
const EmptyRuns = lazily(() => import("./EmptyRuns").then((empty) => empty.default));
const ACTIVE = ["running", "queued", "pending"];
// As many as the panel shows.
const FIRST = 16;

// The runs, the active ones first. Arrows move, and what they reach is what the other panels show.
export function RunListPanel({ catalog, isWhole, trendOf, selected, onSelect, onOpen, ...rest }: Props) {
  const { onlyActive, onOnlyActive, onAll, ...frame } = rest;
  const list = useRef<HTMLTableSectionElement>(null);
  const runs = onlyActive ? catalog.runs.filter((run) => ACTIVE.includes(run.status)) : catalog.runs;

  const total = onlyActive ? runs.length + catalog.unheld : catalog.total;
  const search = onlyActive ? "?status=active" : "";

  const shown = isWhole ? runs : runs.slice(0, FIRST);

  // With the next frame: to scroll before it would lay the page out once more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected may be among those that come later.
  useEffect(() => {
    if (selected === null) return;
    const frame = requestAnimationFrame(() => {
      list.current?.querySelector(`[data-run-id="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [selected, isWhole]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (
      event.key === "Enter" &&
      selected !== null &&
      !event.ctrlKey &&
      !(event.target as Element).closest("button, p")
    ) {
      event.preventDefault();
      onOpen(selected);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY }[
      event.key
    ];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = runs.findIndex((run) => run.id === selected);
    const next = runs[Math.max(0, Math.min(runs.length - 1, at + step))];
    if (next === undefined) return;
    onSelect(next.id, true);
    list.current
      ?.querySelector<HTMLElement>(`[data-run-id="${CSS.escape(next.id)}"] a`)
      ?.focus({ preventScroll: true });
  };

  return (
    <Panel
      {...frame}
      title="RUN LIST"
      area="runs"
      onKeyDown={onKeyDown}
      subject={
        <small>
          {formatCount(runs.length)} of {formatCount(catalog.total)}
        </small>
      }
      tools={
        <Group label="Runs shown">
          <Toggle on={onlyActive} onClick={() => onOnlyActive(true)}>
            ACTIVE
          </Toggle>
          <Toggle on={!onlyActive} onClick={() => onOnlyActive(false)}>
            ALL
          </Toggle>
        </Group>
      }
    >
      {catalog.state === "failed" && <Notice title="The runs could not be read">{catalog.problem}</Notice>}
      {catalog.state === "ready" && catalog.runs.length === 0 && <EmptyRuns />}
      {catalog.state === "ready" && catalog.runs.length > 0 && runs.length === 0 && (
        <Notice title="Nothing is active">{formatCount(catalog.total)} runs are over; ALL lists them.</Notice>
      )}
      {runs.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">STATUS</th>
                <th scope="col">NAME</th>
                <th scope="col" title="The whole course, each on its own scale">
                  TREND
                </th>
                <th scope="col" className="num">
                  LOSS
                </th>
                <th scope="col" className="num">
                  PROGRESS %
                </th>
                <th scope="col" className="num" title="Time left">
                  ETA
                </th>
              </tr>
            </thead>
            <tbody ref={list}>
              {shown.map((run) => (
                <RunRow
                  key={run.id}
                  run={run}
                  trend={trendOf(run.id)}
                  isSelected={run.id === selected}
                  onSelect={onSelect}
                />
              ))}
            </tbody>
          </table>
          {runs.length < total && (
            <p className={styles.more}>
              {formatCount(runs.length)} of {formatCount(total)}
              {" · "}
              <a href={`/runs${search}`} onClick={(event) => follow(event, () => onAll(search))}>
                {onlyActive ? "ACTIVE RUNS" : "ALL RUNS"} →
              </a>
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}
