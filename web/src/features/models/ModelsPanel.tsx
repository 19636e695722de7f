import type { KeyboardEvent } from "react";
import type { Model } from "../../api/models";
import { Badge } from "../../ui/Badge";
import { Deeds } from "../../ui/Deeds";
import { formatCount, formatValue } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import shelf from "../../ui/Shelf.module.css";
import styles from "./Models.module.css";
import type { ModelDeeds } from "./useModelDeeds";
import type { Models } from "./useModels";

interface Props extends PanelFrame {
  all: Models;
  can: ModelDeeds;
  isFiltered: boolean;
  openId: string | null;
  onOpen: (id: string) => void;
}

// Every model in a line: how far it has come, how good it is, how large.
export function ModelsPanel({ all, can, isFiltered, openId, onOpen, ...frame }: Props) {
  const { models } = all;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = models.findIndex(({ id }) => id === openId);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: models.length - 1 }[event.key];
    const letter = event.key.toUpperCase();
    const deed = can.deeds.find(({ key }) => key === letter);
    const stage = can.stages.find(({ key }) => key === letter);
    if (next !== undefined) {
      const model = models[Math.min(Math.max(0, next), models.length - 1)];
      if (model === undefined) return;
      onOpen(model.id);
      event.currentTarget.querySelector(`[data-model="${model.id}"]`)?.scrollIntoView({ block: "nearest" });
    } else if (deed !== undefined) {
      if (deed.blocked === undefined) deed.run();
    } else if (stage !== undefined) stage.set();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Panel
      {...frame}
      title="MODELS"
      area="models"
      onKeyDown={onKeyDown}
      subject={<small>{all.isRead && `${formatCount(models.length)} of ${formatCount(all.total)}`}</small>}
    >
      {all.error !== null && <Notice title="The models could not be read">{all.error.message}</Notice>}
      {all.isRead && models.length === 0 ? (
        <div className={shelf.nothing}>
          <Notice title={isFiltered ? "No model is left by this filter" : "No model yet"}>
            {isFiltered
              ? "Choose ALL and clear the text to see every model."
              : "A model is a checkpoint that one keeps. On a run's page P promotes its best checkpoint; any other is promoted from its details. The server keeps a copy, which outlives the run."}
          </Notice>
        </div>
      ) : (
        <ScrollArea className={shelf.scroll} label="List of models">
          <table className={`${shelf.table} ${styles.models}`}>
            <thead>
              <tr>
                <th scope="col" className={styles.stage}>
                  STAGE
                </th>
                <th scope="col">NAME</th>
                <th scope="col" className={styles.status}>
                  STATUS
                </th>
                <th scope="col" className={styles.metric}>
                  METRIC
                </th>
                <th scope="col" className={`num ${styles.step}`}>
                  STEP
                </th>
                <th scope="col" className={`num ${styles.made}`}>
                  MADE, UTC
                </th>
              </tr>
            </thead>
            <tbody>
              {models.map((model) => (
                <Row key={model.id} model={model} isOpen={model.id === openId} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
      <Deeds
        chosen={openId === null ? "no model chosen" : <b>{models.find(({ id }) => id === openId)?.name}</b>}
        deeds={can.deeds}
      />
    </Panel>
  );
}

function Row({ model, isOpen, onOpen }: { model: Model; isOpen: boolean; onOpen: (id: string) => void }) {
  const [metric, value] = Object.entries(model.metrics)[0] ?? [];
  return (
    <tr
      data-model={model.id}
      data-stage={model.stage}
      data-status={model.status}
      className={isOpen ? shelf.open : undefined}
      aria-selected={isOpen}
      onClick={() => onOpen(model.id)}
    >
      <td className={styles.stage}>
        <Badge status={model.stage} />
      </td>
      <th scope="row" className={shelf.name}>
        <button type="button" aria-pressed={isOpen} title={`${model.name} ${model.id}`}>
          {model.name}
        </button>
      </th>
      <td className={styles.status} title={model.error ?? undefined}>
        <Badge status={model.status} />
      </td>
      <td className={styles.metric}>
        {metric !== undefined && (
          <>
            {metric} <b>{formatValue(value)}</b>
          </>
        )}
      </td>
      <td className={`num ${styles.step}`}>{formatCount(model.step)}</td>
      <td className={`num ${styles.made}`} title={model.created_at}>
        {model.created_at.slice(5, 16).replace("T", " ")}
      </td>
    </tr>
  );
}
