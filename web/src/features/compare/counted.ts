import { formatCount } from "../../ui/format";

// `1 run`, `2 runs`.
export const counted = (count: number, noun: string): string =>
  `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;
