import type { Run } from "../../api/wire";
import { fieldOf } from "../../live/fields";
import type { Column } from "./columns";

// The shown columns of some runs as RFC 4180 has them, with whole numbers as the server gave them.
export function csvOf(runs: readonly Run[], columns: readonly Column[]): string {
  const names = ["id", ...columns.map(({ name }) => name).filter((name) => name !== "spark" && name !== "id")];
  const lines = runs.map((run) => names.map((name) => quoted(String(fieldOf(run, name) ?? ""))).join(","));
  return [names.map(quoted).join(","), ...lines, ""].join("\r\n");
}

// A cell that a spreadsheet would take for a formula is led by an apostrophe; numbers are not.
function quoted(text: string): string {
  const safe =
    /^[=+\-@\t]/.test(text) && !Number.isFinite(Number(text)) && !/^-Infinity$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
