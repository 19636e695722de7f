import { memo, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { LogLine } from "../../api/wire";
import { formatClock } from "../../ui/format";
import styles from "./Console.module.css";
import { cut, flatLayout, plainText, toneOf, widthOf, wrappedLayout } from "./layout";
import type { Lines } from "./useConsole";

// Browsers refuse to scroll further than about 33 million pixels.
const MOST_LINES = 1_500_000;
const OVERSCAN = 12;

export interface LinesHandle {
  show: (index: number) => void;
}

interface Props {
  lines: Lines;
  search: string;
  current: number | null;
  isWrapped: boolean;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  handle: Ref<LinesHandle>;
}

// The lines of a console of any length: only those in sight are in the page, and only those are read.
export function ConsoleLines({ lines, search, current, isWrapped, isFollowing, onFollow, handle }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const [view, setView] = useState({ top: 0, height: 0, columns: 120, row: 18 });
  const hidden = Math.max(0, lines.count - MOST_LINES);
  const count = lines.count - hidden;
  const layout = useMemo(
    () =>
      isWrapped
        ? wrappedLayout(count, view.columns, (i) => {
            const line = lines.at(i + hidden);
            return line === undefined ? null : widthOf(plainText(line.text));
          })
        : flatLayout(count),
    [isWrapped, count, hidden, view.columns, lines],
  );
  const first = Math.max(0, layout.lineAt(Math.floor(view.top / view.row)) - OVERSCAN);
  const last = Math.min(count, layout.lineAt(Math.ceil((view.top + view.height) / view.row)) + 1 + OVERSCAN);

  useEffect(() => lines.need(first + hidden, last + hidden), [lines, first, last, hidden]);

  const measure = () => {
    const element = host.current;
    const width = probe.current?.getBoundingClientRect().width ?? 0;
    if (element === null || width === 0) return;
    const row = Number.parseFloat(getComputedStyle(element).getPropertyValue("--console-row")) || 18;
    const gutter = probe.current?.offsetLeft ?? 0;
    const columns = Math.max(10, Math.floor((element.clientWidth - gutter - 10) / (width / 10)));
    const next = { top: element.scrollTop, height: element.clientHeight, columns, row };
    setView((before) =>
      before.top === next.top && before.height === next.height && before.columns === columns && before.row === row
        ? before
        : next,
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured once, then whenever the size changes.
  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (host.current !== null) observer.observe(host.current);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves with the rows and the height.
  useLayoutEffect(() => {
    const element = host.current;
    if (element !== null && isFollowing) element.scrollTop = element.scrollHeight;
  }, [isFollowing, layout.rows, view.height, view.row]);

  useImperativeHandle(handle, () => ({
    show: (index) => {
      const element = host.current;
      if (element === null) return;
      onFollow(false);
      element.scrollTop = Math.max(0, layout.rowOf(index - hidden) * view.row - element.clientHeight / 2);
    },
  }));

  const onScroll = () => {
    const element = host.current;
    if (element === null) return;
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - view.row;
    // Scrolling up is a wish to read; scrolling to the end is a wish to follow.
    if (isFollowing !== isAtEnd && Math.abs(element.scrollTop - view.top) > 0) {
      if (!isAtEnd && element.scrollTop < view.top) onFollow(false);
      else if (isAtEnd && element.scrollTop > view.top) onFollow(true);
    }
    measure();
  };
  const shown = [];
  for (let i = first; i < last; i++) shown.push(i);
  return (
    <div
      ref={host}
      className={isWrapped ? `${styles.lines} ${styles.wrapped}` : styles.lines}
      role="log"
      aria-live="off"
      aria-label="Console"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling by arrow keys needs the focus here.
      tabIndex={0}
      onScroll={onScroll}
    >
      <span ref={probe} className={styles.probe} aria-hidden="true">
        0000000000
      </span>
      <div style={{ height: layout.rows * view.row }}>
        <ol style={{ transform: `translateY(${layout.rowOf(first) * view.row}px)` }}>
          {shown.map((i) => (
            <Line key={i} line={lines.at(i + hidden)} search={search} isCurrent={current === i + hidden} />
          ))}
        </ol>
      </div>
    </div>
  );
}

const Line = memo(function Line({
  line,
  search,
  isCurrent,
}: {
  line: LogLine | undefined;
  search: string;
  isCurrent: boolean;
}) {
  if (line === undefined) return <li className={styles.unread}>…</li>;
  const text = plainText(line.text);
  return (
    <li data-line={line.n} className={isCurrent ? styles.current : ""}>
      <time dateTime={new Date(line.time * 1000).toISOString()}>{formatClock(line.time * 1000)}</time>
      <i className={line.stream === "stderr" ? "tone-warn" : "tone-muted"}>
        {line.stream === "stderr" ? "ERR" : "OUT"}
      </i>
      <span className={`tone-${toneOf(text)}`}>
        {cut(text, search).map((part, i) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line do not move.
          i % 2 === 1 ? <mark key={i}>{part}</mark> : part,
        )}
      </span>
    </li>
  );
});
