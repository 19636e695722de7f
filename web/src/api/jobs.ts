import { get, request } from "./http";
import type { BatchAnswer } from "./runs";
import type { components } from "./schema";
import type { Page, Run } from "./wire";

export type JobTemplate = components["schemas"]["JobTemplate"];
export type JobParameter = components["schemas"]["JobParameter"];
export type JobAction = "start" | "hold" | "cancel" | "retry" | "delete" | "priority";

// The values of parameters go as text; the server knows their types.
export type NewJob = Omit<components["schemas"]["NewJob"], "parameters"> & { parameters?: Record<string, string> };

interface JobQuery {
  status?: string;
  q?: string | undefined;
  limit: number;
}

// How many slots the server has, and how many of them jobs hold that run.
export type JobPage = Page<Run> & { slots: number; slots_busy: number; gpus: number };
export type NewTemplate = components["schemas"]["NewJobTemplate"];

export const listJobs = (query: JobQuery, signal?: AbortSignal) => get<JobPage>("/api/jobs", { ...query }, signal);
export const launchJob = (job: NewJob) => request<Run>("POST", "/api/jobs", job);
export type JobCheck = components["schemas"]["JobCheck"];
// What it would meet now; nothing is made.
export const checkJob = (job: NewJob, signal?: AbortSignal) =>
  request<components["schemas"]["JobCheckAnswer"]>("POST", "/api/jobs/check", job, signal);
export const launchGrid = (job: NewJob, values: Record<string, string[]>) =>
  request<Page<Run>>("POST", "/api/jobs/grid", { job, values });
export const batchJobs = (ids: string[], action: JobAction, priority?: number) =>
  request<BatchAnswer>("POST", "/api/jobs/batch", { ids, action, priority });
export const listTemplates = (signal?: AbortSignal) => get<Page<JobTemplate>>("/api/templates", undefined, signal);

const templateAt = (name: string) => `/api/templates/${encodeURIComponent(name)}`;
// A new one must have a name that is free; a known one is changed.
export const createTemplate = (template: NewTemplate) => request<JobTemplate>("POST", "/api/templates", template);
export const changeTemplate = (template: NewTemplate) =>
  request<JobTemplate>("PUT", templateAt(template.name), template);
export const deleteTemplate = (name: string) => request<void>("DELETE", templateAt(name));
