// How the lines of a console lie below each other: each one row high, or wrapped as its text and the width want.
export interface Layout {
  rows: number;
  // The first row of a line.
  rowOf: (line: number) => number;
  // The line to which a row belongs.
  lineAt: (row: number) => number;
}

export function flatLayout(count: number): Layout {
  return { rows: count, rowOf: (line) => line, lineAt: (row) => Math.max(0, Math.min(count - 1, row)) };
}

// `widthOf` gives a line's text in columns, or null where it is not read yet and so counts as one row.
export function wrappedLayout(count: number, columns: number, widthOf: (line: number) => number | null): Layout {
  const first = new Float64Array(count + 1);
  for (let i = 0; i < count; i++)
    first[i + 1] = (first[i] ?? 0) + Math.max(1, Math.ceil((widthOf(i) ?? 1) / Math.max(1, columns)));
  return {
    rows: first[count] ?? 0,
    rowOf: (line) => first[Math.max(0, Math.min(count, line))] ?? 0,
    lineAt: (row) => {
      let low = 0;
      let high = Math.max(0, count - 1);
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((first[middle] ?? 0) <= row) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

// A text as the console shows it: without the codes that colour or move a terminal, and of what a carriage return
// wrote over itself only the last.
export function plainText(text: string): string {
  const plain = text.includes(ESCAPE) ? text.replace(CODES, "") : text;
  const end = plain.replace(/\r+$/, "");
  return end.includes("\r") ? end.slice(end.lastIndexOf("\r") + 1) : end;
}

const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
const CODES = new RegExp(`${ESCAPE}\\[[0-?]*[ -/]*[@-~]|${ESCAPE}\\][^${BELL}]*${BELL}`, "g");

// Characters of East Asian scripts take two columns.
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    width +=
      code === 9
        ? 4
        : code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xffe6))
          ? 2
          : code > 0x1f000
            ? 2
            : 1;
  }
  return width;
}

export type LineTone = "err" | "warn" | "sub";

export function toneOf(text: string): LineTone {
  if (/\b(ERROR|CRITICAL|FATAL|Traceback \(most recent)|^\w*(Error|Exception)\b/.test(text)) return "err";
  return /\bWARN(ING)?\b|^\w*Warning\b/.test(text) ? "warn" : "sub";
}

// A text cut where it holds what was searched for, whatever the case; the odd parts are the matches.
export function cut(text: string, search: string): string[] {
  if (search === "") return [text];
  const parts: string[] = [];
  const [low, needle] = [text.toLowerCase(), search.toLowerCase()];
  let from = 0;
  // Lower case may be longer than upper case in a few scripts; such a text is shown whole rather than cut wrongly.
  if (low.length !== text.length) return [text];
  for (let at = low.indexOf(needle); at >= 0; at = low.indexOf(needle, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + needle.length));
    from = at + needle.length;
  }
  parts.push(text.slice(from));
  return parts;
}
