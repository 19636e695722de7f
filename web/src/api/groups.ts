import { get } from "./http";
import type { RunGroups } from "./wire";

// How many runs of a filter have each value of a field, and what their numbers are.
export const readGroups = (search: URLSearchParams, by: string, fields: readonly string[], signal?: AbortSignal) => {
  const query = new URLSearchParams(search);
  query.delete("sort");
  query.set("by", by);
  for (const field of fields) query.append("field", field);
  return get<RunGroups>(`/api/groups?${query}`, undefined, signal);
};
