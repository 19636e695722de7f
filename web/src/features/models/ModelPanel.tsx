import type { ReactNode } from "react";
import { downloadPath, type Model } from "../../api/models";
import type { Run } from "../../api/wire";
import { Badge } from "../../ui/Badge";
import { Group, Toggle } from "../../ui/Button";
import { follow } from "../../ui/follow";
import { DASH, formatBytes, formatCount, formatValue } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import shelf from "../../ui/Shelf.module.css";
import { Tensors } from "../../ui/Tensors";
import { Lineage } from "./Lineage";
import styles from "./Models.module.css";
import { useLineage } from "./useLineage";
import type { ModelDeeds } from "./useModelDeeds";

interface Props extends PanelFrame {
  model: Model | null;
  can: ModelDeeds;
  runs: readonly Run[];
  onGo: (href: string) => void;
}

// Everything known of the open model, and its way from the data to here.
export function ModelPanel({ model, can, runs, onGo, ...frame }: Props) {
  return (
    <Panel
      {...frame}
      title="MODEL"
      area="model"
      subject={
        model !== null && (
          <>
            <span className="clip">{model.name}</span> <Badge status={model.status} />
          </>
        )
      }
    >
      {model === null ? (
        <Notice title="No model chosen">
          What is known of the model that you choose is shown here, with its way from the data to production.
        </Notice>
      ) : (
        <Whole key={model.id} model={model} can={can} runs={runs} onGo={onGo} />
      )}
    </Panel>
  );
}

function Whole({
  model,
  can,
  runs,
  onGo,
}: {
  model: Model;
  can: ModelDeeds;
  runs: readonly Run[];
  onGo: Props["onGo"];
}) {
  const picture = useLineage(model, runs);
  const { structure } = model;
  const metadata = Object.entries(model.metadata);
  return (
    <>
      <div className={styles.head}>
        <Group label="Stage">
          {can.stages.map(({ stage, set }) => (
            <Toggle key={stage} on={model.stage === stage} data-stage={stage} onClick={set}>
              {stage.toUpperCase()}
            </Toggle>
          ))}
        </Group>
        <small>
          <kbd>O</kbd> <kbd>S</kbd> <kbd>P</kbd> one of a name is in production
        </small>
        {model.is_stored && model.status === "ready" && (
          <a className={shelf.download} href={downloadPath(model.id)} download>
            DOWNLOAD {formatBytes(model.size)}
          </a>
        )}
      </div>
      <ScrollArea className={styles.body} label="The model">
        {model.error !== null && (
          <p className={`tone-err ${styles.error}`} role="alert">
            {model.error}
          </p>
        )}
        {picture !== null && <Lineage picture={picture} onGo={onGo} />}
        {model.notes !== "" && <p className={styles.note}>{model.notes}</p>}
        <dl className={shelf.facts}>
          <Fact name="id">{model.id}</Fact>
          <Fact name="training run">
            <Way href={`/runs/${model.run_id}`} onGo={onGo}>
              {model.run_id}
            </Way>
          </Fact>
          <Fact name="checkpoint">
            <Way href={`/runs/${model.run_id}?ckpt=${model.checkpoint_id}`} onGo={onGo}>
              {model.checkpoint_id}
            </Way>
            {model.step !== null && ` at step ${formatCount(model.step)}`}
          </Fact>
          <Fact name="base model">{model.base_model ?? DASH}</Fact>
          <Fact name="data set">
            {model.dataset_id === null ? (
              DASH
            ) : (
              <Way href={`/datasets?set=${model.dataset_id}`} onGo={onGo}>
                {model.dataset_id}
              </Way>
            )}
          </Fact>
          <Fact name="file">
            {model.filepath}
            {!model.is_stored && " · where the script put it, no copy on the server"}
          </Fact>
          <Fact name="size">
            {formatBytes(model.size)}
            {model.size !== null && ` · ${formatCount(model.size)} bytes`}
          </Fact>
          <Fact name="format">{model.format}</Fact>
          <Fact name="sha-256">{model.sha256 ?? DASH}</Fact>
          <Fact name="made">{model.created_at.replace("T", " ").slice(0, 19)} UTC</Fact>
        </dl>
        <Pairs title="METRICS" pairs={Object.entries(model.metrics).map(([k, v]) => [k, formatValue(v)])} />
        <Pairs
          title="METADATA"
          pairs={metadata.map(([k, v]) => [k, typeof v === "string" ? v : (JSON.stringify(v) ?? "")])}
        />
        {structure === null ? (
          <section className={styles.section}>
            <h3>STRUCTURE</h3>
            <p>Not known: a file of format {model.format || "unknown"} is not looked into.</p>
          </section>
        ) : (
          <div className={styles.section}>
            <Tensors structure={structure} />
          </div>
        )}
      </ScrollArea>
    </>
  );
}

function Way({ href, onGo, children }: { href: string; onGo: (href: string) => void; children: ReactNode }) {
  return (
    <a href={href} onClick={(event) => follow(event, () => onGo(href))}>
      {children}
    </a>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: [string, string][] }) {
  if (pairs.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>
        {title} <small>{pairs.length}</small>
      </h3>
      <dl className={shelf.facts}>
        {pairs.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
