import { type MouseEvent, memo } from "react";
import type { Run } from "../../api/wire";
import { Badge } from "../../ui/Badge";
import { follow } from "../../ui/follow";
import { DASH, formatValue } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import { Sparkline } from "../../ui/Sparkline";
import { leftOf, lossOf } from "./lossOf";
import styles from "./RunList.module.css";

interface Props {
  run: Run;
  trend: readonly number[];
  isSelected: boolean;
  onSelect: (id: string) => void;
}

const TONE = { running: "good", interrupted: "warn" } as const;

export const RunRow = memo(function RunRow({ run, trend, isSelected, onSelect }: Props) {
  const loss = lossOf(run)?.value ?? null;
  const isOdd = typeof loss === "string";
  const tone = run.status === "running" || run.status === "interrupted" ? TONE[run.status] : "muted";
  const open = (event: MouseEvent) => follow(event, () => onSelect(run.id));
  return (
    <tr data-run-id={run.id} data-status={run.status} aria-selected={isSelected} onClick={open}>
      <td className={styles.status}>
        <Badge status={run.status} />
      </td>
      <td className={styles.name} title={run.name}>
        <a href={`/?run=${run.id}`} tabIndex={isSelected ? 0 : -1} aria-current={isSelected || undefined}>
          {run.name}
        </a>
        {run.is_simulated && <small> simulated</small>}
      </td>
      <td className={`${styles.trend} ${run.status === "running" ? "tone-text" : "tone-muted"}`}>
        <Sparkline values={trend} width={50} />
      </td>
      <td className={`num ${styles.loss} ${isOdd ? "tone-err" : ""}`}>{formatValue(loss)}</td>
      <td className={styles.progress}>
        <Meter value={run.progress} label={`Progress of ${run.name}`} tone={tone} />
        <span>{run.progress === null ? DASH : run.progress.toFixed(1)}</span>
      </td>
      <td className={`num ${styles.eta} ${run.stalled ? "tone-warn" : ""}`}>{leftOf(run)}</td>
    </tr>
  );
});
