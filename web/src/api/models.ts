import { get, request } from "./http";
import type { components } from "./schema";
import type { Page } from "./wire";

type Schemas = components["schemas"];
export type Stage = Schemas["ModelStage"];
export type Model = Omit<Schemas["Model"], "metadata"> & { metadata: Record<string, unknown> };
export type ModelUpdate = Schemas["ModelUpdate"];

const at = (id: string) => `/api/models/${encodeURIComponent(id)}`;

interface ModelQuery {
  stage?: string | undefined;
  name?: string | undefined;
  q?: string | undefined;
  limit: number;
}

export const listModels = (query: ModelQuery, signal?: AbortSignal) =>
  get<Page<Model>>("/api/models", { ...query }, signal);
export const readModel = (id: string, signal?: AbortSignal) => get<Model>(at(id), undefined, signal);
export const createModel = (model: { name: string; checkpoint_id: string }) =>
  request<Model>("POST", "/api/models", model);
export const changeModel = (id: string, change: ModelUpdate) => request<Model>("PUT", at(id), change);
export const deleteModel = (id: string) => request<void>("DELETE", at(id));
export const downloadPath = (id: string) => `${at(id)}/download`;
