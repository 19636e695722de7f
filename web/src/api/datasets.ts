import { get, Problem, request } from "./http";
import type { components } from "./schema";
import type { Page } from "./wire";

export type DataSet = components["schemas"]["DataSet"];
export type DataSetFile = components["schemas"]["DataSetFile"];
export type FileType = DataSetFile["type"];
export type DataSetUpdate = components["schemas"]["DataSetUpdate"];

interface FileQuery {
  type?: FileType | undefined;
  q?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

const at = (id: string) => `/api/datasets/${encodeURIComponent(id)}`;

export const listDataSets = (query: { status?: string; q?: string | undefined; limit: number }, signal?: AbortSignal) =>
  get<Page<DataSet>>("/api/datasets", { ...query }, signal);
export const readDataSet = (id: string, signal?: AbortSignal) => get<DataSet>(at(id), undefined, signal);
export const createDataSet = (dataSet: { name: string; description: string; expected_files: number }) =>
  request<DataSet>("POST", "/api/datasets", dataSet);
export const changeDataSet = (id: string, change: DataSetUpdate) => request<DataSet>("PUT", at(id), change);
export const deleteDataSet = (id: string) => request<void>("DELETE", at(id));
export const listFiles = (id: string, query: FileQuery, signal?: AbortSignal) =>
  get<Page<DataSetFile>>(`${at(id)}/files`, { ...query }, signal);
export const filePath = (id: string, n: number) => `${at(id)}/files/${n}`;

// The beginning of a file as text.
export async function readText(id: string, n: number, bytes: number, signal: AbortSignal): Promise<string> {
  const answer = await fetch(filePath(id, n), { headers: { range: `bytes=0-${bytes - 1}` }, signal });
  if (!answer.ok) throw new Problem(answer.status, `The server answered ${answer.status}.`);
  return answer.text();
}

// Puts a file at its number.
export function putFile(
  id: string,
  n: number,
  name: string,
  file: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return send("PUT", `${filePath(id, n)}?name=${encodeURIComponent(name)}`, file, onSent, signal);
}

// Adds a file after the last; the server gives it a number.
export function addFile(
  id: string,
  name: string,
  file: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const form = new FormData();
  form.append("files", file, name);
  return send("POST", `${at(id)}/files`, form, onSent, signal);
}

// An XMLHttpRequest, because only that says how far an upload is.
function send(
  method: string,
  path: string,
  body: Blob | FormData,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener("abort", stop);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onloadend = () => {
      signal.removeEventListener("abort", stop);
      if (request.status >= 200 && request.status < 300) done();
      else failed(new Problem(request.status, detailOf(request)));
    };
    request.open(method, path);
    if (body instanceof Blob) request.setRequestHeader("content-type", "application/octet-stream");
    request.send(body);
  });
}

function detailOf({ status, responseText }: XMLHttpRequest): string {
  if (status === 0) return "The server did not answer.";
  try {
    const { detail } = JSON.parse(responseText) as { detail?: unknown };
    if (typeof detail === "string") return detail;
  } catch {
    // No problem details: the status is all there is to say.
  }
  return `The server answered ${status}.`;
}
