import { memo, useMemo } from "react";
import type { RunFacet } from "../../api/wire";
import styles from "./Facets.module.css";

interface Props {
  counts: readonly number[];
  // Of the counts, what the filter leaves.
  left: readonly number[];
  height: number;
}

// Bars as high as their counts; what the whole filter leaves is filled. A bin with one run is still to be seen.
export const Bars = memo(function Bars({ counts, left, height }: Props) {
  const most = Math.max(1, ...counts);
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (height * count) / most));
  return (
    <svg
      className={styles.histogram}
      viewBox={`0 0 ${Math.max(1, counts.length)} ${height}`}
      preserveAspectRatio="none"
      height={height}
      aria-hidden="true"
    >
      {counts.map((count, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
        <g key={i}>
          <rect x={i + 0.1} width={0.8} y={height - tall(count)} height={tall(count)} className={styles.all} />
          <rect
            x={i + 0.1}
            width={0.8}
            y={height - tall(left[i] ?? 0)}
            height={tall(left[i] ?? 0)}
            className={styles.left}
          />
        </g>
      ))}
    </svg>
  );
});

const HEAD_HEIGHT = 12;

// What the filter left of a column, small enough for its head.
export function HeadHistogram({ facet }: { facet: RunFacet }) {
  const left = useMemo(() => facet.left ?? (facet.values ?? []).map((value) => value.left), [facet]);
  return (
    <span className={styles.head}>
      <Bars counts={left} left={left} height={HEAD_HEIGHT} />
    </span>
  );
}
