// Which rows of a long list are drawn: those in view and some beyond, so that a small turn of the wheel finds them ready.
export function visibleRows(
  scrollTop: number,
  height: number,
  rowHeight: number,
  total: number,
  beyond = 8,
): [number, number] {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const count = Math.ceil(Math.max(0, height) / rowHeight) + 1;
  const from = Math.min(Math.max(0, first - beyond), Math.max(0, total - 1));
  return [from, Math.max(from, Math.min(total, first + count + beyond))];
}

// Where to scroll so that a row stands whole below the head; the place where one is when it already does.
export function scrollFor(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}
