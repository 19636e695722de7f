// Where a model comes from, as boxes and arrows: what went in, the run, the model, and what was made of it.
export interface Box {
  id: string;
  kind: "DATA SET" | "BASE MODEL" | "RUN" | "MODEL" | "MADE FROM IT";
  title: string;
  text: string;
  // Where it is shown; null where it is gone, or is only a name.
  href: string | null;
  isGone: boolean;
  x: number;
  y: number;
}

export interface Arrow {
  from: Box;
  to: Box;
  // What passes along it.
  text: string;
}

export interface Picture {
  boxes: readonly Box[];
  arrows: readonly Arrow[];
  width: number;
  height: number;
  // The same in a sentence.
  sentence: string;
}

export const WIDE = 156;
export const HIGH = 46;
const ACROSS = 68;
const DOWN = 10;

export type Thing = Pick<Box, "id" | "title" | "text" | "href" | "isGone">;

export interface Parts {
  dataSet: Thing | null;
  base: Thing | null;
  run: Thing;
  model: Thing;
  // The checkpoint, in words.
  checkpoint: string;
  made: readonly Thing[];
}

export function pictureOf({ dataSet, base, run, model, checkpoint, made }: Parts): Picture {
  const inputs: [Box["kind"], Thing][] = [];
  if (dataSet !== null) inputs.push(["DATA SET", dataSet]);
  if (base !== null) inputs.push(["BASE MODEL", base]);
  const columns: [Box["kind"], Thing][][] = [
    inputs,
    [["RUN", run]],
    [["MODEL", model]],
    made.map((thing) => ["MADE FROM IT", thing]),
  ];
  const shown = columns.filter((column) => column.length > 0);
  const rows = Math.max(...shown.map((column) => column.length));
  const height = rows * HIGH + (rows - 1) * DOWN;
  const placed = shown.map((column, i) => {
    const tall = column.length * HIGH + (column.length - 1) * DOWN;
    return column.map(([kind, thing], j): Box => {
      return { ...thing, kind, x: i * (WIDE + ACROSS), y: (height - tall) / 2 + j * (HIGH + DOWN) };
    });
  });
  const arrows = placed.flatMap((column, i) =>
    column.flatMap((from) =>
      (placed[i + 1] ?? []).map((to) => ({ from, to, text: from.kind === "RUN" ? checkpoint : "" })),
    ),
  );
  const width = shown.length * WIDE + (shown.length - 1) * ACROSS;
  return { boxes: placed.flat(), arrows, width, height, sentence: sentenceOf(inputs, run, model, checkpoint, made) };
}

function sentenceOf(
  inputs: readonly [Box["kind"], Thing][],
  run: Thing,
  model: Thing,
  checkpoint: string,
  made: readonly Thing[],
): string {
  const named = ({ title, isGone }: Thing) => (isGone ? `${title} (deleted)` : title);
  const given = inputs.map(([kind, thing]) => `${kind.toLowerCase()} ${named(thing)}`).join(" and ");
  const from = given === "" ? "" : `, which was given ${given}`;
  const on = made.length === 0 ? "" : ` Made from it: ${made.map(named).join(", ")}.`;
  return `Model ${model.title} comes from ${checkpoint} of run ${named(run)}${from}.${on}`;
}

export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
