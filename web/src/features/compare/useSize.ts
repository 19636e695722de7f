import { type RefObject, useLayoutEffect, useRef, useState } from "react";

// An element and its size in pixels, again whenever it changes.
export function useSize<T extends HTMLElement>(): [RefObject<T | null>, { width: number; height: number }] {
  const element = useRef<T>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const host = element.current;
    if (host === null) return;
    const read = () => setSize({ width: host.clientWidth, height: host.clientHeight });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(host);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
