import { get } from "./http";
import type { components } from "./schema";
import type { Page } from "./wire";

export type DataSet = components["schemas"]["DataSet"];

export const listDataSets = (query: { status?: string; q?: string | undefined; limit: number }, signal?: AbortSignal) =>
  get<Page<DataSet>>("/api/datasets", { ...query }, signal);
