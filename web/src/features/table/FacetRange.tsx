import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { RunFacet } from "../../api/wire";
import styles from "./Facets.module.css";
import { boundText, chosenRange, isChosenFrom, roundBound, titleOf, withRange } from "./facets";
import type { Token } from "./filter";
import { Bars } from "./Histogram";

interface Props {
  facet: RunFacet;
  tokens: readonly Token[];
  onTokens: (tokens: Token[]) => void;
}

const HEIGHT = 40;

// A histogram with a brush: drag over the bars, or move one of its two sides by the keyboard. A click takes the brush away.
export function FacetRange({ facet, tokens, onTokens }: Props) {
  const { field } = facet;
  const counts = facet.counts ?? [];
  const edges = facet.edges ?? [];
  const size = counts.length;
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const range = chosenRange(tokens, field);
  const isFixed = !isChosenFrom(field) || size < 2;

  const binOf = (value: number | null, missing: number): number => {
    if (value === null) return missing;
    let nearest = 0;
    for (const [i, edge] of edges.entries())
      if (Math.abs(edge - value) < Math.abs((edges[nearest] ?? 0) - value)) nearest = i;
    return nearest;
  };
  const [low, high] =
    drag === null
      ? [binOf(range.low, 0), binOf(range.high, size)]
      : [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
  const isBrushed = drag !== null || range.low !== null || range.high !== null;

  const choose = (from: number, to: number) => {
    const side = (i: number, direction: "down" | "up") =>
      roundBound(edges[i] ?? 0, direction, (edges[i + 1] ?? edges[i] ?? 0) - (edges[i - 1] ?? edges[i] ?? 0));
    onTokens(withRange(tokens, field, from <= 0 ? null : side(from, "down"), to >= size ? null : side(to, "up")));
  };
  const at = (event: PointerEvent): number => {
    const rect = box.current?.getBoundingClientRect();
    if (rect === undefined || rect.width === 0) return 0;
    return Math.max(0, Math.min(size, Math.round(((event.clientX - rect.left) / rect.width) * size)));
  };
  const onKey = (side: "low" | "high") => (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, Home: -size, End: size }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (side === "low") choose(Math.max(0, Math.min(high - 1, low + by)), high);
    else choose(low, Math.min(size, Math.max(low + 1, high + by)));
  };
  const handle = (side: "low" | "high", i: number) => (
    <span
      role="slider"
      tabIndex={0}
      aria-label={`${titleOf(field)} from ${side === "low" ? "the low" : "the high"} side`}
      aria-valuemin={0}
      aria-valuemax={size}
      aria-valuenow={i}
      aria-valuetext={boundText(field, edges[i] ?? 0)}
      className={styles.handle}
      style={{ left: `${(100 * i) / size}%` }}
      onKeyDown={onKey(side)}
    />
  );
  return (
    <div className={styles.range} data-brushed={isBrushed || undefined}>
      <div
        ref={box}
        className={isFixed ? styles.bars : `${styles.bars} ${styles.free}`}
        onPointerDown={(event) => {
          if (isFixed || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: at(event), to: at(event) });
        }}
        onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: at(event) })}
        onPointerCancel={() => setDrag(null)}
        onPointerUp={() => {
          if (drag === null) return;
          if (drag.from === drag.to) onTokens(withRange(tokens, field, null, null));
          else choose(low, high);
          setDrag(null);
        }}
      >
        <Bars counts={counts} left={facet.left ?? counts} height={HEIGHT} />
        {isBrushed && (
          <span
            className={styles.brush}
            style={{ left: `${(100 * low) / size}%`, right: `${100 - (100 * high) / size}%` }}
          />
        )}
        {!isFixed && handle("low", low)}
        {!isFixed && handle("high", high)}
      </div>
      <p className={styles.ends}>
        <span>{boundText(field, edges[0] ?? 0)}</span>
        {isBrushed && (
          <b>
            {low > 0 && `≥ ${boundText(field, drag === null ? (range.low ?? edges[low] ?? 0) : (edges[low] ?? 0))}`}{" "}
            {high < size &&
              `≤ ${boundText(field, drag === null ? (range.high ?? edges[high] ?? 0) : (edges[high] ?? 0))}`}
          </b>
        )}
        <span>
          {boundText(field, edges[size] ?? 0)}
          {facet.scale === "log" && " log"}
        </span>
      </p>
    </div>
  );
}
