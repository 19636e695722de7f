import { useState } from "react";
import { readRun } from "../../api/runs";
import type { Run } from "../../api/wire";
import { useResource } from "../../live/useResource";
import { Toggle } from "../../ui/Button";
import { DASH } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import { BasePicker } from "./BasePicker";
import styles from "./Config.module.css";
import { diffOf } from "./diff";
import { flatten } from "./flatten";

interface Props extends PanelFrame {
  run: Run;
  runs: readonly Run[];
  // The run that this one is held against, as the address names it.
  baseId: string | null;
  onBase: (id: string | null) => void;
}

// With what the run was started, searchable, and in what it differs from another run.
export function RunConfigPanel({ run, runs, baseId, onBase, ...frame }: Props) {
  const [search, setSearch] = useState("");
  const [onlyDiffers, setOnlyDiffers] = useState(false);
  const [isJson, setIsJson] = useState(false);
  const known = runs.find((other) => other.id === baseId) ?? null;
  const read = useResource(known === null ? baseId : null, 0, (signal) => readRun(baseId ?? "", signal));
  const base = known ?? read.data;
  const lines = diffOf(flatten(run.config), base === null ? [] : flatten(base.config));
  const differing = base === null ? 0 : lines.filter((line) => line.differs).length;
  const needle = search.trim().toLowerCase();
  const shown = lines.filter(
    (line) =>
      `${line.path} ${line.own} ${line.other}`.toLowerCase().includes(needle) &&
      (!onlyDiffers || base === null || line.differs),
  );
  const isEmpty = lines.length === 0;
  return (
    <Panel
      {...frame}
      title="CONFIG"
      area="config"
      subject={<small>{lines.length === 1 ? "1 key" : `${lines.length} keys`}</small>}
      tools={
        <>
          {base !== null && (
            <Toggle
              on={onlyDiffers}
              onClick={() => setOnlyDiffers(!onlyDiffers)}
              aria-label={`Only the ${differing} keys that differ`}
            >
              ≠ {differing}
            </Toggle>
          )}
          <Toggle on={isJson} onClick={() => setIsJson(!isJson)}>
            JSON
          </Toggle>
        </>
      }
    >
      <div className={styles.tools}>
        <label className={styles.find}>
          <Icon name="find" />
          <input
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder="find key"
            aria-label="Find in the configuration"
            spellCheck={false}
          />
        </label>
        <BasePicker run={run} runs={runs} base={base} onBase={onBase} />
      </div>
      {read.error !== null && <p className={styles.problem}>The other run could not be read: {read.error.message}</p>}
      {isEmpty && (
        <Notice title="This run has no configuration">
          What the script passes as <code>config</code> when the run begins is listed here.
        </Notice>
      )}
      {!isEmpty && isJson && (
        <ScrollArea className={styles.scroll} label="Configuration">
          <pre>{JSON.stringify(run.config, null, 2)}</pre>
        </ScrollArea>
      )}
      {!isEmpty && !isJson && (
        <ScrollArea className={styles.scroll} label="Configuration">
          <table className={styles.diff}>
            <thead>
              <tr>
                <th scope="col">KEY</th>
                <th scope="col">THIS RUN</th>
                {base !== null && <th scope="col">{base.name}</th>}
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <tr key={line.path} data-differs={(base !== null && line.differs) || undefined}>
                  <th scope="row" title={line.path}>
                    {line.path}
                  </th>
                  <td title={line.own ?? ""}>{line.own ?? DASH}</td>
                  {base !== null && <td title={line.other ?? ""}>{line.differs ? (line.other ?? DASH) : "="}</td>}
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length === 0 && <p className={styles.none}>No key of that name.</p>}
        </ScrollArea>
      )}
    </Panel>
  );
}
