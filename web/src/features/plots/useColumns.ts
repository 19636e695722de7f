import { type RefObject, useLayoutEffect, useState } from "react";

// How many charts stand in a row: as chosen, else as many as have room to be read.
export function useColumns(host: RefObject<HTMLElement | null>, chosen: number | null, layout: unknown): number {
  const [fitting, setFitting] = useState(4);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout has another element.
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const look = () => {
      const width = element.clientWidth;
      if (width > 0) setFitting(width >= 1900 ? 6 : width >= 1080 ? 4 : width >= 720 ? 3 : 2);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [host, layout]);
  return chosen ?? fitting;
}
