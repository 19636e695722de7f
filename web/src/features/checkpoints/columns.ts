import type { Checkpoint } from "../../api/wire";

export type SortKey = "id" | "step" | "size" | "sha256" | "validity" | "created_at" | `metric:${string}`;

const MOST = 4;

// The metrics worth a column: those that the checkpoints carry, the primary loss first.
export function metricColumns(checkpoints: Checkpoint[], loss: string | null): string[] {
  const keys = [...new Set(checkpoints.flatMap((checkpoint) => Object.keys(checkpoint.metrics)))];
  return keys.sort((a, b) => Number(b === loss) - Number(a === loss)).slice(0, MOST);
}

// A copy in the wanted order; what a checkpoint does not say comes last in both directions.
export function sortCheckpoints(checkpoints: Checkpoint[], by: SortKey, down: boolean): Checkpoint[] {
  const read = (checkpoint: Checkpoint): unknown =>
    by.startsWith("metric:") ? checkpoint.metrics[by.slice(7)] : checkpoint[by as keyof Checkpoint];
  return [...checkpoints].sort((a, b) => {
    const [x, y] = [read(a) ?? null, read(b) ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
    return down ? -order : order;
  });
}
