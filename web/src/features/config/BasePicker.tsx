import type { Run } from "../../api/wire";
import styles from "./Config.module.css";

interface Props {
  run: Run;
  runs: readonly Run[];
  base: Run | null;
  onBase: (id: string | null) => void;
}

const MOST = 200;

// Against which run the config is held: its parent first, then the runs that the page knows, those of its project first.
export function BasePicker({ run, runs, base, onBase }: Props) {
  const others = runs.filter((other) => other.id !== run.id && other.id !== run.parent_run_id);
  const near = others.filter((other) => other.project === run.project);
  const far = others.filter((other) => other.project !== run.project);
  const listed = [...near, ...far].slice(0, MOST);
  const isListed = base === null || base.id === run.parent_run_id || listed.some((other) => other.id === base.id);
  return (
    <label className={styles.base}>
      against
      <select value={base?.id ?? ""} onChange={(event) => onBase(event.target.value || null)}>
        <option value="">nothing</option>
        {run.parent_run_id !== null && <option value={run.parent_run_id}>its parent {run.parent_run_id}</option>}
        {!isListed && <option value={base?.id}>{base?.name}</option>}
        {listed.map((other) => (
          <option key={other.id} value={other.id}>
            {other.name} · {other.id}
          </option>
        ))}
      </select>
    </label>
  );
}
