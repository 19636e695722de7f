import type { MouseEvent } from "react";

// A link that the page follows by itself; with a key held the browser has it, for a tab or a window of its own.
export function follow(event: MouseEvent, go: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go();
}
