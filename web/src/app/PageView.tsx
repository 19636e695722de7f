import { type ReactNode, Suspense, useEffect } from "react";
import { useConnection, useLive, useStore } from "../live/LiveContext";
import { Boundary } from "../ui/Boundary";
import type { PageId } from "./route";

// The page that the address names; its code may still be on its way.
export function PageView({ page, children }: { page: PageId; children: ReactNode }) {
  const isLive = useConnection().state === "live";
  const isBack = useStore(useLive().connects) > 0;
  return (
    <Boundary key={page} name="This page" isBack={isLive && isBack}>
      <Suspense fallback={<main aria-busy="true" />}>
        {children}
        <Arrival page={page} />
      </Suspense>
    </Boundary>
  );
}

let arrivedAt: PageId | null = null;

// Once the page is there the focus goes to it, so that a screen reader and the next Tab begin where the eyes do.
// The first page of all leaves the focus where it is, and so does a page that took it itself.
function Arrival({ page }: { page: PageId }) {
  useEffect(() => {
    if (arrivedAt !== null && arrivedAt !== page) {
      const main = document.querySelector("main");
      if (main?.contains(document.activeElement) === false) {
        main.setAttribute("tabindex", "-1");
        main.focus();
      }
    }
    arrivedAt = page;
  }, [page]);
  return null;
}
