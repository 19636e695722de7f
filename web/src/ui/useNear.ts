import { type RefObject, useEffect, useRef, useState } from "react";

// Whether an element is in sight or about to be. One observer for all that ask.
const watchers = new Map<Element, (isNear: boolean) => void>();
let observer: IntersectionObserver | undefined;

function observerOf(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) watchers.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: "240px 0px" },
  );
  return observer;
}

export function useNear(): [RefObject<HTMLElement | null>, boolean] {
  const host = useRef<HTMLElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    watchers.set(element, setIsNear);
    observerOf().observe(element);
    return () => {
      watchers.delete(element);
      observerOf().unobserve(element);
    };
  }, []);
  return [host, isNear];
}
