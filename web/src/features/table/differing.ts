import type { Run } from "../../api/wire";
import { isSame } from "../../live/difference";
import { fieldOf } from "../../live/fields";
import type { Column } from "./columns";

// The columns in which some of the rows differ, from the baseline or, without one, from each other.
export function differing(columns: readonly Column[], rows: readonly Run[], base: Run | null): Column[] {
  return columns.filter((column) => {
    if (!column.name.startsWith("config.") && !column.name.startsWith("metric.")) return true;
    const first = base ?? rows[0];
    return first === undefined || rows.some((run) => !isSame(fieldOf(run, column.name), fieldOf(first, column.name)));
  });
}
