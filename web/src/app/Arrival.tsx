import { useEffect } from "react";
import type { PageId } from "./route";

let arrivedAt: PageId | null = null;

// Once the page is there the focus goes to it, so that a screen reader and the next Tab begin where the eyes do.
// The first page of all leaves the focus where it is, and so does a page that took it itself.
export function Arrival({ page }: { page: PageId }) {
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
