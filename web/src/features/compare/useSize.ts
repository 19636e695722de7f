import { type RefObject, useEffect, useRef, useState } from "react";

// An element and its size in pixels, again whenever it changes. The observer tells the first one too, after the page is laid
// out: to ask for it while the page is made would lay it out twice.
export function useSize<T extends HTMLElement>(): [RefObject<T | null>, { width: number; height: number }] {
  const element = useRef<T>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const host = element.current;
    if (host === null) return;
    const read = () => setSize({ width: host.clientWidth, height: host.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(host);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
