export type MarkKind = "NaN" | "+Inf" | "−Inf";

// Where values that are no numbers were logged. A bucket knows only its range, so `from` and `to` may differ.
export interface Mark {
  kind: MarkKind;
  from: number;
  to: number;
  count: number;
}

const MOST = 128;

export function kindOf(value: number): MarkKind {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "+Inf" : "−Inf";
}

// The marks of one curve in step order, one list a kind. Past the limit the two closest neighbours become one with
// their counts added: a mark may become wider, but none is lost.
export class Marks {
  private readonly lists: Record<MarkKind, Mark[]> = { NaN: [], "+Inf": [], "−Inf": [] };

  add(mark: Mark): void {
    const list = this.lists[mark.kind];
    let index = list.length;
    while (index > 0 && (list[index - 1]?.from ?? 0) > mark.from) index--;
    list.splice(index, 0, mark);
    if (list.length > MOST) joinClosest(list);
  }

  dropFrom(step: number): void {
    for (const kind of Object.keys(this.lists) as MarkKind[])
      this.lists[kind] = this.lists[kind].filter((mark) => mark.from < step);
  }

  all(): Mark[] {
    return Object.values(this.lists)
      .flat()
      .sort((a, b) => a.from - b.from);
  }
}

function joinClosest(list: Mark[]): void {
  let best = 1;
  let bestGap = Number.POSITIVE_INFINITY;
  for (let i = 1; i < list.length; i++) {
    const gap = (list[i]?.from ?? 0) - (list[i - 1]?.to ?? 0);
    if (gap < bestGap) {
      best = i;
      bestGap = gap;
    }
  }
  const [a, b] = [list[best - 1], list[best]];
  if (a === undefined || b === undefined) return;
  list.splice(best - 1, 2, { kind: a.kind, from: a.from, to: Math.max(a.to, b.to), count: a.count + b.count });
}
