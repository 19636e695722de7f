import { memo } from "react";
import type { Run, RunEvent } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { Group, Toggle } from "../../ui/Button";
import { formatClock } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import styles from "./EventLog.module.css";
import { type Filter, lookOf, passes } from "./kinds";

interface Props extends PanelFrame {
  runs: ReadonlyMap<string, Run>;
  selected: string | null;
  onSelect: (id: string) => void;
  // The kind of events that is shown, as the address says it; null stands for all.
  kind: string | null;
  onKind: (kind: string | null) => void;
}

const FILTERS: [Filter, string][] = [
  ["all", "ALL"],
  ["run", "RUN"],
  ["checkpoints", "CKPT"],
  ["problems", "ALERT"],
];

// What happened, newest first. New lines appear on top without sliding.
export function EventLogPanel({ runs, selected, onSelect, kind, onKind, ...frame }: Props) {
  const { events, state } = useStore(useLive().events.view);
  const [filter] = FILTERS.find(([name]) => name === kind) ?? ["all"];
  const shown = events.filter((event) => passes(event, filter, selected)).slice(0, 200);
  return (
    <Panel
      {...frame}
      title="EVENT LOG"
      area="events"
      tools={
        <Group label="Events shown">
          {FILTERS.map(([name, word]) => (
            <Toggle key={name} on={filter === name} onClick={() => onKind(name === "all" ? null : name)}>
              {word}
            </Toggle>
          ))}
        </Group>
      }
    >
      {state === "absent" && (
        <Notice title="No event log on this server">
          Status changes, checkpoints and alerts are listed here once the server keeps a list of events.
        </Notice>
      )}
      {state === "failed" && events.length === 0 && (
        <Notice title="The events could not be read">The list returns with the connection.</Notice>
      )}
      {state === "ready" && shown.length === 0 && (
        <Notice title={filter === "all" ? "Nothing has happened yet" : "Nothing of this kind"}>
          Each start, end, checkpoint and warning becomes a line here.
        </Notice>
      )}
      {shown.length > 0 && (
        <ScrollArea className={styles.scroll} label="Events, newest first">
          <ol className={styles.log}>
            {shown.map((event) => (
              <Line
                key={event.id}
                event={event}
                name={runs.get(event.run_id ?? "")?.name ?? event.run_id}
                onSelect={onSelect}
              />
            ))}
          </ol>
        </ScrollArea>
      )}
    </Panel>
  );
}

interface LineProps {
  event: RunEvent;
  name: string | null;
  onSelect: (id: string) => void;
}

const Line = memo(function Line({ event, name, onSelect }: LineProps) {
  const look = lookOf(event);
  const runId = event.run_id;
  return (
    <li>
      <time dateTime={event.time} title={event.time}>
        {formatClock(event.time)}
      </time>
      <span className={`tone-${look.tone} ${styles.kind}`}>
        <Icon name={look.icon} /> {look.word}
      </span>
      {runId === null || name === null ? (
        <span />
      ) : (
        <button type="button" className={styles.run} tabIndex={-1} onClick={() => onSelect(runId)} title={runId}>
          {name}
        </button>
      )}
      <span className="clip" title={event.message}>
        {event.message}
      </span>
    </li>
  );
});
