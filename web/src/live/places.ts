import type { Cells } from "./cells";

// Where each cell begins and ends on the x axis.
export interface Places {
  begin: Float64Array;
  end: Float64Array;
}

export function placesOf(cells: Cells, xOf: (step: number, time: number) => number): Places {
  const begin = new Float64Array(cells.length);
  const end = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    begin[i] = xOf(cells.at("first", i), cells.at("since", i));
    end[i] = xOf(cells.at("last", i), cells.at("time", i));
  }
  return { begin, end };
}

// Cells are in step order. Over time they may not be: a resumed run logs old steps late. Null: they already are.
export function orderOf({ end }: Pick<Places, "end">): Uint32Array | null {
  let isSorted = true;
  for (let i = 1; isSorted && i < end.length; i++) isSorted = (end[i] ?? 0) >= (end[i - 1] ?? 0);
  if (isSorted) return null;
  return Uint32Array.from(end.keys()).sort((a, b) => (end[a] ?? 0) - (end[b] ?? 0));
}

// Nothing was logged between this cell and the one before it, for much longer than on either side of the hole.
// Comparing with the neighbours alone keeps evenly and logarithmically spaced logs whole. Values that share a place say
// nothing about the pace, so the next place that differs is compared: else each step logged twice would be an island.
export function beginsAfterHole(places: Places, cells: Cells, index: number): boolean {
  const { begin, end } = places;
  if (index < 2 || index + 1 >= cells.length) return false;
  const hole = (begin[index] ?? 0) - (end[index - 1] ?? 0);
  if (hole <= 0) return false;
  const before = paceWithin(places, cells, index - 1) || paceBefore(places, index - 1);
  const after = paceWithin(places, cells, index) || paceAfter(places, index);
  return before > 0 && after > 0 && hole > 8 * Math.max(before, after);
}

function paceWithin({ begin, end }: Places, cells: Cells, index: number): number {
  const n = cells.at("n", index);
  return n > 1 ? ((end[index] ?? 0) - (begin[index] ?? 0)) / (n - 1) : 0;
}

function paceBefore({ begin, end }: Places, index: number): number {
  const at = begin[index] ?? 0;
  let other = index - 1;
  while (other >= 0 && end[other] === at) other--;
  return other < 0 ? 0 : at - (end[other] ?? 0);
}

function paceAfter({ begin, end }: Places, index: number): number {
  const at = end[index] ?? 0;
  let other = index + 1;
  while (other < begin.length && begin[other] === at) other++;
  return other >= begin.length ? 0 : (begin[other] ?? 0) - at;
}
