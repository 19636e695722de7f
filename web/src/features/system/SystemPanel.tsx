import { useState } from "react";
import { Problem } from "../../api/http";
import { readSystem } from "../../api/system";
import type { SystemSample } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { useResource } from "../../live/useResource";
import { Group, Toggle } from "../../ui/Button";
import { DASH, formatBytes, formatGiB } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./System.module.css";

// The machines that train, newest sample of each: read once, then renewed by frames.
export function SystemPanel(frame: PanelFrame) {
  const live = useLive();
  const frames = useStore(live.system);
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error } = useResource("system", useStore(live.connects), readSystem);
  const hosts = new Map<string, SystemSample>((data?.hosts ?? []).map((sample) => [sample.host, sample]));
  for (const [host, sample] of Object.entries(frames)) hosts.set(host, sample);
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
      {sample === undefined && data !== null && (
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
          <Load name="CPU" percent={sample.cpu_percent} note="" />
          <Load name="MEM" {...share(sample.memory_used, sample.memory_total)} />
          <Load name="DISK" {...share(sample.disk_used, sample.disk_total)} />
          <p className={styles.net}>
            <span>NET</span> <b>{formatBytes(sample.net_rx)}</b>/s in <b>{formatBytes(sample.net_tx)}</b>/s out
          </p>
          <Gpus sample={sample} />
        </div>
      )}
    </Panel>
  );
}

function share(used: number | null, total: number | null): { percent: number | null; note: string } {
  if (used === null || total === null || total <= 0) return { percent: null, note: "" };
  return { percent: (100 * used) / total, note: `${formatGiB(used)} of ${formatGiB(total)} GiB` };
}

function Load({ name, percent, note }: { name: string; percent: number | null; note: string }) {
  const tone = percent !== null && percent >= 90 ? "err" : "good";
  return (
    <div className={styles.load}>
      <span>{name}</span>
      <Meter value={percent} label={name} tone={tone} segments />
      <b>{percent === null ? DASH : `${percent.toFixed(1)}%`}</b>
      <small>{note}</small>
    </div>
  );
}

function Gpus({ sample }: { sample: SystemSample }) {
  const gpus = sample.gpus ?? [];
  if (gpus.length === 0) return <p className={styles.none}>This host reports no GPU.</p>;
  return (
    <table className={styles.gpus}>
      <thead>
        <tr>
          <th scope="col">GPU</th>
          <th scope="col">UTIL</th>
          <th scope="col" className="num">
            %
          </th>
          <th scope="col" className="num">
            MEM GiB
          </th>
          <th scope="col" className="num">
            TEMP
          </th>
          <th scope="col" className="num">
            POWER
          </th>
        </tr>
      </thead>
      <tbody>
        {gpus.map((gpu) => (
          <tr key={gpu.index}>
            <td className="tone-text" title={gpu.name ?? ""}>
              GPU{gpu.index}
            </td>
            <td>
              <Meter value={gpu.utilization} label={`GPU ${gpu.index}`} segments />
            </td>
            <td className="num">{gpu.utilization === null ? DASH : gpu.utilization.toFixed(0)}</td>
            <td className="num">
              {gpu.memory_used === null ? DASH : formatGiB(gpu.memory_used)} /{" "}
              {gpu.memory_total === null ? DASH : formatGiB(gpu.memory_total)}
            </td>
            <td className="num">{gpu.temperature === null ? DASH : `${gpu.temperature.toFixed(0)}°`}</td>
            <td className="num">{gpu.power === null ? DASH : `${gpu.power.toFixed(0)}W`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
