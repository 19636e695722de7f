import { useMemo } from "react";
import type { Run } from "../../api/wire";
import type { RunWindow } from "../../live/runWindow";
import type { Column } from "./columns";
import { type Fold, rangesOf, type Stretch, stretchAt, stretchesOf } from "./stretches";
import { type Groups, useGroups } from "./useGroups";

// What the table shows from top to bottom: runs, and where they are grouped the head of each group above its own.
export interface Lines {
  total: number;
  groups: Groups | null;
  at: (line: number) => Run | undefined;
  headAt: (line: number) => Stretch | null;
  want: (from: number, to: number) => void;
}

const SUMMED = ["step", "epoch", "progress", "total_steps", "attempt"];
const MOST_FIELDS = 24;

export function useLines(
  search: string,
  by: string | null,
  fold: Fold,
  columns: readonly Column[],
  rows: RunWindow,
): Lines {
  const fields = columns
    .map(({ name }) => name)
    .filter((name) => name !== by && (/^(metric|config)\./.test(name) || SUMMED.includes(name)))
    .slice(0, MOST_FIELDS);
  const groups = useGroups(search, by, fields, rows);
  const runs = rows.view.get().total ?? 0;
  return useMemo(() => {
    if (by === null)
      return {
        total: runs,
        groups: null,
        at: (line) => rows.at(line),
        headAt: () => null,
        want: (from, to) => rows.want(from, to),
      };
    const stretches = stretchesOf(groups?.groups ?? [], fold);
    return {
      total: stretches.lines,
      groups,
      at: (line) => {
        const stretch = stretchAt(stretches, line);
        return stretch === undefined || stretch.line === line
          ? undefined
          : rows.at(stretch.start + line - stretch.line - 1);
      },
      headAt: (line) => {
        const stretch = stretchAt(stretches, line);
        return stretch?.line === line ? stretch : null;
      },
      want: (from, to) => rows.wantAll(rangesOf(stretches, from, to)),
    };
  }, [by, fold, groups, rows, runs]);
}
