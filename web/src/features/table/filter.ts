// What the table is filtered by, as the API says it: the address of the page holds the same names and values.
export type Operator = "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "contains" | "in";

export interface Token {
  // status, project, group, tag, host, q, created_at, `config.<path>` or `metric.<key>[.min|.max|.best]`
  name: string;
  operator: Operator;
  value: string;
}

export const SIGNS: readonly [string, Operator][] = [
  ["<=", "le"],
  [">=", "ge"],
  ["!=", "ne"],
  ["≤", "le"],
  ["≥", "ge"],
  ["≠", "ne"],
  ["<", "lt"],
  [">", "gt"],
  ["~", "contains"],
  ["=", "eq"],
  [" in ", "in"],
];
const SHOWN: Record<Operator, string> = {
  eq: "=",
  ne: "≠",
  lt: "<",
  le: "≤",
  gt: ">",
  ge: "≥",
  contains: "~",
  in: "in",
};
export const PLAIN = ["status", "project", "group", "tag", "host", "q"];
// Of these several values are one token, with commas between them.
export const isList = (name: string) => name === "status" || name === "host";
export const isCompared = (name: string) =>
  name === "created_at" || name.startsWith("config.") || name.startsWith("metric.");

export function readTokens(query: URLSearchParams): Token[] {
  const tokens: Token[] = [];
  for (const [name, text] of query) {
    if (PLAIN.includes(name)) {
      if (text !== "") tokens.push({ name, operator: "eq", value: text });
    } else if (isCompared(name)) {
      const match = /^(eq|ne|lt|le|gt|ge|contains|in):(.*)$/s.exec(text);
      tokens.push({ name, operator: (match?.[1] as Operator | undefined) ?? "eq", value: match?.[2] ?? text });
    }
  }
  return tokens;
}

export function writeTokens(query: URLSearchParams, tokens: readonly Token[]): URLSearchParams {
  const next = new URLSearchParams();
  for (const [name, value] of query) if (!PLAIN.includes(name) && !isCompared(name)) next.append(name, value);
  for (const { name, operator, value } of tokens) next.append(name, isCompared(name) ? `${operator}:${value}` : value);
  return next;
}

// What the server is asked: filter and order, nothing of the page's own.
export function apiQuery(query: URLSearchParams): URLSearchParams {
  const asked = writeTokens(new URLSearchParams(), readTokens(query));
  asked.set("sort", query.get("sort") ?? "-created_at");
  return asked;
}

// One token more. What a run has but once replaces its like; a tag or a comparison comes beside the others.
export function withToken(tokens: readonly Token[], token: Token): Token[] {
  const isSame = (other: Token) =>
    other.name === token.name &&
    (PLAIN.includes(token.name) && token.name !== "tag"
      ? true
      : other.operator === token.operator && (token.name !== "tag" || other.value === token.value));
  return [...tokens.filter((other) => !isSame(other)), token];
}

export function tokenText({ name, operator, value }: Token): { name: string; sign: string; value: string } {
  const shown = name.startsWith("metric.") ? name.slice(7) : name;
  if (name === "q") return { name: "text", sign: "~", value };
  if (name === "created_at") return { name: "created", sign: SHOWN[operator], value: instantText(value) };
  if (isList(name) && value.includes(",")) return { name, sign: "in", value: value.replaceAll(",", " ") };
  if (operator === "in") return { name: shown, sign: "in", value: value.replaceAll(",", " ") };
  return { name: shown, sign: SHOWN[operator], value };
}

// Seconds as a date; what is relative to now, such as 7d, as it is.
export const instantText = (value: string | number): string =>
  Number.isFinite(Number(value))
    ? new Date(Number(value) * 1000).toISOString().slice(5, 16).replace("T", " ")
    : `${value}`;

// What a token reads like in the field, so that it can be taken back and changed.
export function typedText({ name, operator, value }: Token): string {
  if (name === "q") return value;
  return operator === "in" ? `${name} in ${value}` : `${name}${SHOWN[operator]}${value}`;
}
