import { get } from "./http";
import type { RunFacets } from "./wire";

// How the runs of a filter spread over the values of some fields.
export const readFacets = (search: URLSearchParams, fields: readonly string[], signal?: AbortSignal) => {
  const query = new URLSearchParams(search);
  query.delete("sort");
  for (const field of fields) query.append("field", field);
  return get<RunFacets>(`/api/facets?${query}`, undefined, signal);
};
export const MOST_FIELDS = 24;
