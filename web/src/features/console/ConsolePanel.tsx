import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Run } from "../../api/wire";
import type { LineFilter } from "../../live/consoleSearch";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./Console.module.css";
import { ConsoleFind } from "./ConsoleFind";
import { ConsoleLines, type LinesHandle } from "./ConsoleLines";
import { useConsole } from "./useConsole";

interface Props extends PanelFrame {
  run: Run;
  search: string;
  onSearch: (search: string) => void;
  // Which of the two streams is shown alone.
  only: string | null;
  onOnly: (stream: string | null) => void;
}

const STREAMS: [LineFilter["stream"], string][] = [
  [null, "ALL"],
  ["stdout", "STDOUT"],
  ["stderr", "STDERR"],
];

// What the script printed, to the last line and back to the first.
export function ConsolePanel({ run, search, onSearch, only, onOnly, ...frame }: Props) {
  const [stream] = STREAMS.find(([name]) => name === only) ?? [null];
  const [isFollowing, setIsFollowing] = useState(true);
  // On a narrow screen a line that is not wrapped says little.
  const [isWrapped, setIsWrapped] = useState(() => matchMedia("(max-width: 760px)").matches);
  const [match, setMatch] = useState<number | null>(null);
  const { feed, lines, matches, filtered } = useConsole(run.id, search, stream);
  const view = useRef<LinesHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const found = matches?.lines.length ?? 0;
  const chosen = match === null ? undefined : matches?.lines[match];

  // A new search begins at its last match, which is the newest.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per search.
  useEffect(() => setMatch(null), [matches]);
  const go = useCallback(
    (direction: 1 | -1) => {
      if (matches === null || matches.lines.length === 0) return;
      const count = matches.lines.length;
      const next = match === null ? (direction === 1 ? 0 : count - 1) : (match + direction + count) % count;
      setMatch(next);
      const line = matches.lines[next];
      if (line !== undefined) view.current?.show(lines.placeOf(line.n));
    },
    [matches, match, lines],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isField = event.target instanceof HTMLInputElement;
    if (event.ctrlKey || event.metaKey || event.altKey || isField) return;
    const acts: Record<string, () => void> = {
      f: () => setIsFollowing(!isFollowing),
      w: () => setIsWrapped(!isWrapped),
      n: () => go(event.shiftKey ? -1 : 1),
      enter: () => (event.target === event.currentTarget ? field.current?.focus() : undefined),
      end: () => setIsFollowing(true),
    };
    const act = acts[event.key.toLowerCase()];
    if (act === undefined || (event.key === "Enter" && event.target !== event.currentTarget)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  const problem = feed?.problem ?? matches?.problem ?? filtered?.problem ?? null;
  const isEmpty = feed?.isOpen === true && feed.total === 0;
  return (
    <Panel
      {...frame}
      title="CONSOLE"
      area="console"
      onKeyDown={onKeyDown}
      subject={
        <small>
          {formatCount(lines.count)} {lines.count === 1 ? "line" : "lines"}
          {stream !== null && ` of ${stream}`}
          {(filtered?.dropped ?? 0) > 0 && `, ${formatCount(filtered?.dropped)} older left out`}
        </small>
      }
      tools={
        <>
          <ConsoleFind
            field={field}
            search={search}
            onSearch={onSearch}
            found={found}
            at={match}
            isDone={matches?.isDone ?? false}
            onGo={go}
          />
          <span className={styles.wide}>
            <Group label="Lines shown">
              {STREAMS.map(([name, word]) => (
                <Toggle key={word} on={stream === name} onClick={() => onOnly(name)}>
                  {word}
                </Toggle>
              ))}
            </Group>
          </span>
          <Toggle on={isFollowing} onClick={() => setIsFollowing(!isFollowing)}>
            FOLLOW
          </Toggle>
          <span className={styles.wide}>
            <Toggle on={isWrapped} onClick={() => setIsWrapped(!isWrapped)}>
              WRAP
            </Toggle>
          </span>
        </>
      }
    >
      {stream !== null && (
        <p className={styles.narrow}>
          {stream} alone <Button onClick={() => onOnly(null)}>ALL LINES</Button>
        </p>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          <b>The console could not be read.</b> {problem}{" "}
          <Button meaning="open" onClick={() => void feed?.readEnd()}>
            RETRY
          </Button>
        </p>
      )}
      {isEmpty && run.job !== null && run.started_at === null && (
        <Notice title="Not started">What the job prints is shown here line by line, once it runs.</Notice>
      )}
      {isEmpty && (run.job === null || run.started_at !== null) && (
        <Notice title="Nothing printed yet">
          Scripts that <code>tmon run -- CMD</code> starts, or that send their output to{" "}
          <code>POST /api/runs/{run.id}/logs</code>, show it here line by line.
        </Notice>
      )}
      {lines.count > 0 && (
        <ConsoleLines
          handle={view}
          lines={lines}
          search={search.trim()}
          current={chosen === undefined ? null : lines.placeOf(chosen.n)}
          isWrapped={isWrapped}
          isFollowing={isFollowing}
          onFollow={setIsFollowing}
        />
      )}
      {!isEmpty && stream !== null && lines.count === 0 && filtered?.isDone === true && (
        <Notice title={`Nothing on ${stream}`}>The other stream has {formatCount(feed?.total)} lines.</Notice>
      )}
    </Panel>
  );
}
