import type { SyntheticEvent } from "react";

const TINY = 64;

// An image of a few pixels is shown as those pixels: a browser would blur it into something that is not there.
export function markTiny({ currentTarget }: SyntheticEvent<HTMLImageElement>): void {
  if (currentTarget.naturalWidth <= TINY) currentTarget.dataset.tiny = "";
}
