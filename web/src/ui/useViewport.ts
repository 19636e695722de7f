import { type RefObject, useCallback, useLayoutEffect, useState } from "react";
import { scrollFor, visibleRows } from "./visible";

export interface Viewport {
  from: number;
  to: number;
  // The rows of which at least a part can be seen.
  first: number;
  last: number;
  onScroll: () => void;
  show: (index: number) => void;
}

// Which rows of a scrolled list are to be drawn. Renders only when other rows come into view, not with every pixel.
export function useViewport(
  box: RefObject<HTMLElement | null>,
  head: number,
  rowHeight: number,
  total: number,
): Viewport {
  const [seen, setSeen] = useState({ top: 0, height: 800 });

  const onScroll = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const top = Math.floor(element.scrollTop / rowHeight) * rowHeight;
    const height = element.clientHeight - head;
    setSeen((before) => (before.top === top && before.height === height ? before : { top, height }));
  }, [box, head, rowHeight]);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    onScroll();
    const observer = new ResizeObserver(onScroll);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, onScroll]);

  const show = useCallback(
    (index: number) => {
      const element = box.current;
      if (element === null) return;
      element.scrollTop = scrollFor(index, element.scrollTop, element.clientHeight - head, rowHeight);
      onScroll();
    },
    [box, head, rowHeight, onScroll],
  );
  const [from, to] = visibleRows(seen.top, seen.height, rowHeight, total);
  const first = Math.min(total, Math.floor(seen.top / rowHeight) + 1);
  const last = Math.min(total, Math.floor((seen.top + seen.height) / rowHeight));
  return { from, to, first, last, onScroll, show };
}
