import { type ReactNode, useEffect, useRef } from "react";
import { listModels, type Model } from "../../api/models";
import type { Checkpoint } from "../../api/wire";
import { useResource } from "../../live/useResource";
import { useTold } from "../../live/useTold";
import { Button } from "../../ui/Button";
import { DASH, formatBytes, formatCount, formatValue } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { ScrollArea } from "../../ui/ScrollArea";
import { Tensors } from "../../ui/Tensors";
import styles from "./Details.module.css";
import { unloadable, unpromotable, VALIDITY } from "./fit";

interface Props {
  checkpoint: Checkpoint;
  howTo: string | null;
  onClose: () => void;
  onLoad: () => void;
  onBest: () => void;
  onPromote: () => void;
  onDelete: () => void;
}

// Everything known of one saved state, beside the page that it belongs to.
export default function Details({ checkpoint, howTo, onClose, onLoad, onBest, onPromote, onDelete }: Props) {
  const host = useRef<HTMLElement>(null);
  const { structure } = checkpoint;
  const made = useMadeOf(checkpoint);
  const before = useRef<Element | null>(null);
  const { id } = checkpoint;
  useEffect(() => {
    before.current = document.activeElement;
    host.current?.focus();
    return () => {
      // A press beside the buttons of a row focuses its panel, or nothing: the keyboard goes on at the row all the same.
      const row = document.querySelector(`tr[data-checkpoint-id="${id}"]`);
      const back = row === null || row.contains(before.current) ? before.current : row.querySelector("button");
      if (back instanceof HTMLElement && back.isConnected) back.focus();
    };
  }, [id]);
  return (
    <aside
      ref={host}
      className={styles.sheet}
      aria-labelledby="checkpoint-title"
      tabIndex={-1}
      data-checkpoint={checkpoint.id}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2 id="checkpoint-title">
          {checkpoint.is_best && <Icon name="star" />} CHECKPOINT <b>{checkpoint.name}</b>
        </h2>
        <Button onClick={onClose} keyCap="Esc">
          CLOSE
        </Button>
      </header>
      <ScrollArea className={styles.body} label="Details of the checkpoint">
        <dl className={styles.facts}>
          <Fact name="id">{checkpoint.id}</Fact>
          <Fact name="step">{formatCount(checkpoint.step)}</Fact>
          <Fact name="saved">{checkpoint.created_at.replace("T", " ").slice(0, 19)} UTC</Fact>
          <Fact name="file">{checkpoint.filepath}</Fact>
          <Fact name="size">
            {formatBytes(checkpoint.size)}
            {checkpoint.size !== null && ` · ${formatCount(checkpoint.size)} bytes`}
          </Fact>
          <Fact name="format">
            {checkpoint.format} · {checkpoint.stored}
          </Fact>
          {made.map((model) => (
            <Fact key={model.id} name="model">
              <a href={`/models?model=${model.id}`}>{model.name}</a> {model.stage !== "none" && model.stage}
            </Fact>
          ))}
          <Fact name="sha-256">{checkpoint.sha256 ?? DASH}</Fact>
          <Fact name="valid">
            <span className={`tone-${VALIDITY[checkpoint.validity].tone}`}>
              <Icon name={VALIDITY[checkpoint.validity].icon} /> {checkpoint.validity}
            </span>
            {checkpoint.reason !== null && ` · ${checkpoint.reason}`}
          </Fact>
        </dl>
        {howTo !== null && (
          <section role="alert">
            <h3>HOW TO START FROM IT</h3>
            <p>No script of this run is live that could be asked. Paste this into one:</p>
            <pre>{howTo}</pre>
          </section>
        )}
        {structure !== null && structure.unsafe_globals.length > 0 && (
          <section className={styles.unsafe}>
            <h3>UNSAFE TO LOAD</h3>
            <p>
              Loading this file with pickle runs code of its own. It was looked into without that. What it would call:
            </p>
            <ul>
              {structure.unsafe_globals.map((name) => (
                <li key={name}>
                  <code>{name}</code>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Pairs title="METRICS" pairs={Object.entries(checkpoint.metrics).map(([k, v]) => [k, formatValue(v)])} />
        <Pairs title="METADATA" pairs={Object.entries(checkpoint.metadata).map(([k, v]) => [k, plain(v)])} />
        {structure === null ? (
          <section>
            <h3>STRUCTURE</h3>
            <p>Not known: a file of format {checkpoint.format || "unknown"} is not looked into.</p>
          </section>
        ) : (
          <>
            {structure.keys.length > 0 && (
              <section>
                <h3>
                  KEYS <small>{structure.keys.length}</small>
                </h3>
                <p className={styles.keys}>
                  {structure.keys.map((key) => (
                    <code key={key} title={key}>
                      {key}
                    </code>
                  ))}
                </p>
              </section>
            )}
            <Tensors structure={structure} />
          </>
        )}
      </ScrollArea>
      <footer>
        <Button
          meaning="open"
          size="large"
          onClick={onLoad}
          title={unloadable(checkpoint)}
          blocked={unloadable(checkpoint) && `is ${checkpoint.validity}`}
        >
          LOAD
        </Button>
        <Button size="large" onClick={onBest} blocked={checkpoint.is_best ? "is the best" : undefined}>
          BEST
        </Button>
        <Button
          meaning="go"
          size="large"
          onClick={onPromote}
          title={unpromotable(checkpoint)}
          blocked={unpromotable(checkpoint) && `is ${checkpoint.validity}`}
        >
          PROMOTE
        </Button>
        {checkpoint.stored === "uploaded" && (
          <a className={styles.download} href={`/api/checkpoints/${checkpoint.id}/download`} download>
            DOWNLOAD
          </a>
        )}
        <Button meaning="destroy" size="large" onClick={onDelete}>
          DELETE
        </Button>
      </footer>
    </aside>
  );
}

// The models that were made of it.
function useMadeOf({ id, run_id: runId }: Checkpoint): readonly Model[] {
  const told = useTold("model_id");
  const { data } = useResource(id, told, (signal) => listModels({ q: runId, limit: 1000 }, signal));
  return (data?.items ?? []).filter((model) => model.checkpoint_id === id);
}

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

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
    <section>
      <h3>
        {title} <small>{pairs.length}</small>
      </h3>
      <dl className={styles.facts}>
        {pairs.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
