import { useEffect, useRef, useState } from "react";
import { readGroups } from "../../api/groups";
import type { RunGroup } from "../../api/wire";
import type { RunWindow } from "../../live/runWindow";

const AGAIN = 3000;

export interface Groups {
  by: string;
  fields: readonly string[];
  groups: readonly RunGroup[];
}

const shapeOf = (groups: readonly RunGroup[]) => JSON.stringify(groups.map(({ value, count }) => [value, count]));

// The heads of the groups: read with the filter, when the list has become longer or shorter, and every few seconds while
// rows move. When runs have gone from one group to another the list is read anew, so that each lies under its head.
export function useGroups(search: string, by: string | null, fields: readonly string[], rows: RunWindow) {
  const [held, setHeld] = useState<Groups | null>(null);
  const asked = fields.join("\n");
  const view = rows.view.get();
  const shape = useRef("");

  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of runs says that there are others.
  useEffect(() => {
    if (by === null) return;
    const controller = new AbortController();
    let seen = -1;
    const read = async () => {
      const { version } = rows.view.get();
      if (seen === version || document.hidden) return;
      seen = version;
      const names = asked === "" ? [] : asked.split("\n");
      const answer = await readGroups(new URLSearchParams(search), by, names, controller.signal).catch(() => null);
      if (answer === null || controller.signal.aborted) return;
      const next = `${search} ${by} ${shapeOf(answer.groups)}`;
      const isOther = shape.current !== "" && shape.current !== next && shape.current.startsWith(`${search} ${by} `);
      shape.current = next;
      setHeld({ by, fields: names, groups: answer.groups });
      if (isOther) rows.refresh();
    };
    void read();
    const timer = setInterval(read, AGAIN);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [search, by, asked, rows, view.total]);
  return held !== null && held.by === by ? held : null;
}
