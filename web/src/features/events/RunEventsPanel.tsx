import { memo } from "react";
import type { Run, RunEvent } from "../../api/wire";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatClock, formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import styles from "./EventLog.module.css";
import { type Filter, lookOf, passes } from "./kinds";
import type { RunEvents } from "./useRunEvents";

interface Props extends PanelFrame {
  run: Run;
  all: RunEvents;
  // The kind of events that is shown, as the address says it; null stands for all.
  kind: string | null;
  onKind: (kind: string | null) => void;
}

const FILTERS: [Filter, string][] = [
  ["all", "ALL"],
  ["checkpoints", "CKPT"],
  ["problems", "ALERT"],
];

// What happened to this run, newest first. A line of more than one line opens.
export function RunEventsPanel({ run, all, kind, onKind, ...frame }: Props) {
  const [filter] = FILTERS.find(([name]) => name === kind) ?? ["all"];
  const { events, next, problem, isRead, more } = all;
  const shown = events.filter((event) => passes(event, filter, run.id));
  return (
    <Panel
      {...frame}
      title="EVENTS"
      area="run-events"
      subject={
        <small>
          {formatCount(events.length)}
          {next !== null && "+"}
        </small>
      }
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
      {problem !== null && events.length === 0 && <Notice title="The events could not be read">{problem}</Notice>}
      {isRead && shown.length === 0 && (
        <Notice title={filter === "all" ? "Nothing has happened yet" : "Nothing of this kind"}>
          Each start, end, checkpoint, command and warning becomes a line here.
        </Notice>
      )}
      {shown.length > 0 && (
        <ScrollArea className={styles.scroll} label="Events, newest first">
          <ol className={`${styles.log} ${styles.ofRun}`}>
            {shown.map((event) => (
              <Line key={event.id} event={event} />
            ))}
          </ol>
          {next !== null && (
            <p className={styles.more}>
              <Button meaning="open" onClick={more}>
                OLDER
              </Button>
            </p>
          )}
        </ScrollArea>
      )}
    </Panel>
  );
}

const Line = memo(function Line({ event }: { event: RunEvent }) {
  const look = lookOf(event);
  const [first = "", ...rest] = event.message.trimEnd().split("\n");
  return (
    <li data-event={event.kind}>
      <time dateTime={event.time} title={event.time}>
        {formatClock(event.time)}
      </time>
      <span className={`tone-${look.tone} ${styles.kind}`}>
        <Icon name={look.icon} /> {look.word}
      </span>
      {rest.length === 0 ? (
        <span className="clip" title={event.message}>
          {first}
        </span>
      ) : (
        <details>
          <summary className="clip">{first}</summary>
          <pre>{rest.join("\n")}</pre>
        </details>
      )}
    </li>
  );
});
