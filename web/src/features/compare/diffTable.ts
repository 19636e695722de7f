import type { Run } from "../../api/wire";
import { fieldOf } from "../../live/fields";

// The table as a spreadsheet takes it: a row for each setting and result, with values as they are.
export function tableOf(runs: readonly Run[], names: readonly string[]): string {
  const plain = (text: string) => text.replace(/[\t\n\r]+/g, " ");
  const rows = names.map((name) => [name, ...runs.map((run) => String(fieldOf(run, name) ?? ""))]);
  return [["key", ...runs.map(({ name }) => name)], ...rows].map((row) => row.map(plain).join("\t")).join("\n");
}
