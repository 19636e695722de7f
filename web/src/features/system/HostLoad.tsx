import type { SystemSample } from "../../api/wire";
import { useNow } from "../../live/useNow";
import { DASH, formatBytes, formatGiB } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import { isStale } from "./hostCharts";
import styles from "./System.module.css";

// How loaded a host was when it last said so; what is long ago is not drawn as what is now.
export function HostLoad({ sample }: { sample: SystemSample }) {
  const isSilent = isStale(sample.time, useNow());
  return (
    <>
      <Load name="CPU" percent={sample.cpu_percent} note="" isSilent={isSilent} />
      <Load name="MEM" {...share(sample.memory_used, sample.memory_total)} isSilent={isSilent} />
      <Load name="DISK" {...share(sample.disk_used, sample.disk_total)} isSilent={isSilent} />
      <p className={styles.net}>
        <span>NET</span> <b>{formatBytes(sample.net_rx)}</b>/s in <b>{formatBytes(sample.net_tx)}</b>/s out
      </p>
      <Gpus sample={sample} isSilent={isSilent} />
    </>
  );
}

function share(used: number | null, total: number | null): { percent: number | null; note: string } {
  if (used === null || total === null || total <= 0) return { percent: null, note: "" };
  return { percent: (100 * used) / total, note: `${formatGiB(used)} of ${formatGiB(total)} GiB` };
}

interface LoadProps {
  name: string;
  percent: number | null;
  note: string;
  isSilent: boolean;
}

function Load({ name, percent, note, isSilent }: LoadProps) {
  const tone = isSilent ? "muted" : percent !== null && percent >= 90 ? "err" : "good";
  return (
    <div className={styles.load}>
      <span>{name}</span>
      <Meter value={percent} label={name} tone={tone} segments />
      <b>{percent === null ? DASH : `${percent.toFixed(1)}%`}</b>
      <small>{note}</small>
    </div>
  );
}

function Gpus({ sample, isSilent }: { sample: SystemSample; isSilent: boolean }) {
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
              <Meter value={gpu.utilization} label={`GPU ${gpu.index}`} tone={isSilent ? "muted" : "good"} segments />
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
