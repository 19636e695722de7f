import { useEffect, useMemo, useState } from "react";
import type { LogLine } from "../../api/wire";
import { ConsoleFeed } from "../../live/console";
import { ConsoleSearch, type LineFilter } from "../../live/consoleSearch";
import { useConnection, useLive, useStore } from "../../live/LiveContext";
import { Store } from "../../live/store";

const NEVER = new Store(0);
const POLL = 2000;
const TYPING = 200;

// What the console shows: all lines, or those that one stream brought.
export interface Lines {
  count: number;
  at: (index: number) => LogLine | undefined;
  need: (from: number, to: number) => void;
  // The place of a line's number in what is shown.
  placeOf: (n: number) => number;
}

export interface Console {
  feed: ConsoleFeed | null;
  lines: Lines;
  // The lines that hold the searched text, where one is searched.
  matches: ConsoleSearch | null;
  filtered: ConsoleSearch | null;
}

export function useConsole(runId: string, text: string, stream: LineFilter["stream"]): Console {
  const live = useLive();
  const connection = useConnection().state;
  const connects = useStore(live.connects);
  const [feed, setFeed] = useState<ConsoleFeed | null>(null);
  useEffect(() => {
    const opened = new ConsoleFeed(live.socket, runId);
    setFeed(opened);
    return () => opened.close();
  }, [live, runId]);
  useEffect(() => {
    if (feed === null || connection !== "polling") return;
    const timer = setInterval(() => void feed.readEnd(), POLL);
    return () => clearInterval(timer);
  }, [feed, connection]);

  const matches = useSearch(feed, useDelayed(text.trim()), stream, connects, text.trim() !== "");
  const filtered = useSearch(feed, "", stream, connects, stream !== null);
  const version = useStore(feed?.version ?? NEVER);
  const shown = useStore(filtered?.version ?? NEVER);
  useStore(matches?.version ?? NEVER);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions stand for the lines, which React does not hold.
  const lines = useMemo<Lines>(() => {
    if (stream !== null) {
      const found = filtered?.lines ?? [];
      return {
        count: found.length,
        at: (index) => found[index],
        need: () => {},
        placeOf: (n) => filtered?.placeOf(n) ?? 0,
      };
    }
    return {
      count: feed?.total ?? 0,
      at: (index) => feed?.at(index),
      need: (from, to) => feed?.need(from, to),
      placeOf: (n) => n,
    };
  }, [feed, filtered, stream, version, shown]);
  return { feed, lines, matches, filtered };
}

function useSearch(
  feed: ConsoleFeed | null,
  text: string,
  stream: LineFilter["stream"],
  connects: number,
  isOn: boolean,
): ConsoleSearch | null {
  const [search, setSearch] = useState<ConsoleSearch | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a reconnect the lines in between are searched as well.
  useEffect(() => {
    if (feed === null || !isOn || (text === "" && stream === null)) return;
    const opened = new ConsoleSearch(feed, { text, stream });
    setSearch(opened);
    return () => {
      opened.close();
      setSearch(null);
    };
  }, [feed, text, stream, connects, isOn]);
  return search;
}

// Follows what is typed once the typing rests.
function useDelayed(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
