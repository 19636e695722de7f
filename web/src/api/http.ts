// What the server answered instead of data, as its problem details say it. Status 0: nothing answered at all.
export class Problem extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, detail: string, body: Record<string, unknown> = {}) {
    super(detail);
    this.status = status;
    this.body = body;
  }

  // A face that this server does not have, as against a thing that it does not know.
  get isAbsent(): boolean {
    return this.status === 404 || this.status === 405 || this.status === 501;
  }
}

export type Query = Record<string, string | number | undefined>;

export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.append(key, String(value));
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

// Another form of an answer than JSON, for where a server offers it.
export interface Form<T> {
  type: string;
  read: (bytes: ArrayBuffer) => T;
}

export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  form?: Form<T>,
): Promise<T> {
  const headers: Record<string, string> = { accept: form?.type ?? "application/json" };
  const init: RequestInit = { method, headers };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, "The server did not answer.");
  }
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && form && type.startsWith(form.type)) return form.read(await response.arrayBuffer());
  const isJson = /\bjson\b/.test(type);
  if (response.ok && response.status === 204) return undefined as T;
  // The page itself answers unknown paths, so an answer that is no JSON means that this face is not there.
  if (response.ok && !isJson) throw new Problem(404, "This server does not offer that yet.");
  const value = isJson ? ((await response.json()) as Record<string, unknown>) : {};
  if (response.ok) return value as T;
  const detail = typeof value.detail === "string" ? value.detail : `The server answered ${response.status}.`;
  throw new Problem(response.status, detail, value);
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  request<T>("GET", withQuery(path, query), undefined, signal);
