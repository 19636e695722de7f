import { useEffect, useRef, useState } from "react";
import { MOST_FIELDS, readFacets } from "../../api/facets";
import type { RunFacet } from "../../api/wire";

const SETTLE = 60;
const AGAIN = 5000;
const NOTHING: readonly RunFacet[] = [];

// How the runs that the filter leaves spread, for the columns of the table: read once the rows are there, and every few
// seconds again while rows move.
export function useFacets(search: string, fields: readonly string[], version: number, isOn: boolean) {
  const [facets, setFacets] = useState<readonly RunFacet[]>(NOTHING);
  const asked = isOn ? [...new Set(fields)].slice(0, MOST_FIELDS).join("\n") : "";
  const now = useRef(version);
  now.current = version;

  useEffect(() => {
    if (asked === "") return;
    const controller = new AbortController();
    let seen = -1;
    const read = async () => {
      if (seen === now.current || document.hidden) return;
      seen = now.current;
      const answer = await readFacets(new URLSearchParams(search), asked.split("\n"), controller.signal).catch(
        () => null,
      );
      if (controller.signal.aborted) return;
      if (answer !== null) setFacets(answer.facets);
      else seen = -1;
    };
    const settled = setTimeout(read, SETTLE);
    const timer = setInterval(read, AGAIN);
    return () => {
      clearTimeout(settled);
      clearInterval(timer);
      controller.abort();
    };
  }, [search, asked]);
  return facets;
}
