import { useState } from "react";
import { Problem } from "../../api/http";
import { Group, Toggle } from "../../ui/Button";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { HostLoad } from "./HostLoad";
import styles from "./System.module.css";
import { useHosts } from "./useHosts";

// The machines that train, newest sample of each: read once, then renewed by frames.
export function SystemPanel(frame: PanelFrame) {
  const { hosts, error, isRead } = useHosts();
  const [chosen, setChosen] = useState<string | null>(null);
  const names = [...hosts.keys()].sort();
  const host = chosen !== null && hosts.has(chosen) ? chosen : (names[0] ?? null);
  const sample = host === null ? undefined : hosts.get(host);
  const isAbsent = error instanceof Problem && error.isAbsent;
  return (
    <Panel
      {...frame}
      title="SYSTEM STATUS"
      area="system"
      subject={names.length > 0 && <small>{names.length === 1 ? "1 host" : `${names.length} hosts`}</small>}
    >
      {sample === undefined && error !== null && (
        <Notice
          title={isAbsent ? "This server does not collect system metrics yet" : "System metrics could not be read"}
        >
          {isAbsent
            ? "CPU, memory, disk, network and every GPU of each training host will be shown here once it does."
            : error.message}
        </Notice>
      )}
      {sample === undefined && isRead && (
        <Notice title="No host has reported yet">
          A script that logs through the SDK sends CPU, memory, disk, network and GPU load every few seconds.
        </Notice>
      )}
      {sample !== undefined && (
        <div className={styles.body}>
          <Group label="Hosts">
            {names.map((name) => (
              <Toggle key={name} on={name === host} onClick={() => setChosen(name)}>
                {name}
              </Toggle>
            ))}
          </Group>
          <HostLoad sample={sample} />
        </div>
      )}
    </Panel>
  );
}
