import type { Run } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { formatClock } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./Actions.module.css";
import type { Action } from "./useRunActions";

interface Props extends PanelFrame {
  run: Run | null;
  actions: readonly Action[];
}

// What can be done to the selected run, each with its key, or with the reason why it cannot be done now.
export function ActionsPanel({ run, actions, ...frame }: Props) {
  return (
    <Panel {...frame} title="ACTIONS" area="actions">
      {run === null ? (
        <Notice title="No run selected">What can be done to the selected run is offered here.</Notice>
      ) : (
        <div className={styles.body}>
          <div className={styles.who}>
            <Badge status={run.status} /> <b>{run.name}</b>
            <span className={styles.id}>{run.id}</span>
            <span className={styles.tags}>
              {run.tags.map((tag) => (
                <i key={tag}>{tag}</i>
              ))}
            </span>
          </div>
          <div className={styles.grid}>
            {actions.map((action) => (
              <Button
                key={action.id}
                size="large"
                meaning={action.meaning}
                keyCap={action.key === "" ? undefined : action.key}
                blocked={action.blocked}
                onClick={action.run}
                data-action={action.id}
              >
                {action.word}
              </Button>
            ))}
          </div>
          {run.notes !== "" && <p className={styles.notes}>{run.notes}</p>}
          <Commands runId={run.id} />
        </div>
      )}
    </Panel>
  );
}

function Commands({ runId }: { runId: string }) {
  const { events } = useStore(useLive().events.view);
  const commands = events.filter((event) => event.run_id === runId && event.kind === "command").slice(0, 5);
  return (
    <div className={styles.commands}>
      <h3>
        COMMANDS <small>{commands.length === 0 ? "none sent to this run" : "to the script, newest first"}</small>
      </h3>
      {commands.map((event) => (
        <p key={event.id}>
          <time dateTime={event.time}>{formatClock(event.time)}</time>{" "}
          <span title={event.message}>{event.message}</span>
        </p>
      ))}
    </div>
  );
}
