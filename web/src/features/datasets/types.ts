import { formatCount } from "../../ui/format";

// What a data set holds in words, the most frequent first: `image 1,797 · text 1`.
export const typeWords = (types: Record<string, number>): string =>
  Object.entries(types)
    .sort((a, b) => b[1] - a[1])
    .map(([type, count]) => `${type} ${formatCount(count)}`)
    .join(" · ");
