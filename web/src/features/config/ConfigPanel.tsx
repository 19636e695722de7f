import { useState } from "react";
import type { Run } from "../../api/wire";
import { Toggle } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import styles from "./Config.module.css";
import { bySection, flatten } from "./flatten";

// With what the run was started, searchable, in sections.
export function ConfigPanel({ run, ...frame }: PanelFrame & { run: Run | null }) {
  const [search, setSearch] = useState("");
  const [isJson, setIsJson] = useState(false);
  const entries = run === null ? [] : flatten(run.config);
  const needle = search.trim().toLowerCase();
  const shown = entries.filter((entry) => `${entry.path} ${entry.value}`.toLowerCase().includes(needle));
  return (
    <Panel
      {...frame}
      title="RUN CONFIG"
      area="config"
      subject={run !== null && <span className="clip">{run.name}</span>}
    >
      {run === null && <Notice title="No run selected">The configuration of the selected run is listed here.</Notice>}
      {run !== null && entries.length === 0 && (
        <Notice title="This run has no configuration">
          What the script passes as <code>config</code> when the run begins is listed here.
        </Notice>
      )}
      {run !== null && entries.length > 0 && (
        <>
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
            <Toggle on={isJson} onClick={() => setIsJson(!isJson)}>
              JSON
            </Toggle>
            <small>{needle === "" ? entries.length : `${shown.length} of ${entries.length}`} keys</small>
          </div>
          <ScrollArea className={styles.scroll} label="Configuration">
            {isJson ? (
              <pre>{JSON.stringify(run.config, null, 2)}</pre>
            ) : (
              <div className={styles.columns}>
                {bySection(shown).map(([section, lines]) => (
                  <div key={section} className={styles.section}>
                    <h3>
                      {section} <small>{lines.length}</small>
                    </h3>
                    <dl>
                      {lines.map((line) => (
                        <div key={line.path}>
                          <dt title={line.path}>{line.name}</dt>
                          <dd title={line.value}>{line.short}</dd>
                        </div>
                      ))}
                    </dl>
                  </div>
                ))}
              </div>
            )}
          </ScrollArea>
        </>
      )}
    </Panel>
  );
}
