// Which runs are chosen: some by name, or all that the filter leaves but some.
export interface Selection {
  isAll: boolean;
  ids: ReadonlySet<string>;
}

export const NONE: Selection = { isAll: false, ids: new Set() };
export const ALL: Selection = { isAll: true, ids: new Set() };

export const isChosen = (selection: Selection, id: string): boolean => selection.isAll !== selection.ids.has(id);

export function choose(selection: Selection, ids: Iterable<string>, isOn: boolean): Selection {
  const next = new Set(selection.ids);
  for (const id of ids) {
    if (isOn !== selection.isAll) next.add(id);
    else next.delete(id);
  }
  return { isAll: selection.isAll, ids: next };
}

export const toggle = (selection: Selection, id: string): Selection =>
  choose(selection, [id], !isChosen(selection, id));

export const countOf = (selection: Selection, total: number): number =>
  selection.isAll ? Math.max(0, total - selection.ids.size) : selection.ids.size;
