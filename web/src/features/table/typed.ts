import { isCompared, isList, PLAIN, SIGNS, type Token } from "./filter";
import type { Known } from "./known";

export interface Completion {
  text: string;
  label: string;
  hint: string;
}

const MOST = 8;
const PRESETS: [string, string][] = [
  ["today", "UTC"],
  ["7d", "7 days ago"],
  ["30d", "30 days ago"],
];
const STATUSES = ["running", "completed", "failed", "interrupted", "queued", "pending", "cancelled", "active"];

// What was typed, as far as it goes: a name, then perhaps a sign, then perhaps a value.
export function splitTyped(text: string): { name: string; sign: string; value: string } {
  let at = text.length;
  let found = "";
  for (const [sign] of SIGNS) {
    const index = text.indexOf(sign);
    if (index > 0 && (index < at || (index === at && sign.length > found.length))) [at, found] = [index, sign];
  }
  return { name: text.slice(0, at).trim(), sign: found, value: text.slice(at + found.length).trim() };
}

// A typed line as a token. A metric may be named without its prefix; what is no comparison at all is searched as text.
export function tokenOf(text: string, known: Known): Token | null {
  const { name, sign, value } = splitTyped(text);
  if (text.trim() === "") return null;
  const full = fullName(name, known);
  const operator = SIGNS.find(([each]) => each === sign)?.[1];
  if (operator === undefined || value === "" || full === null) return { name: "q", operator: "eq", value: text.trim() };
  if (!isCompared(full)) {
    const plain = full === "text" ? "q" : full;
    return { name: plain, operator: "eq", value: isList(full) ? value.split(/[\s,]+/).join(",") : unquoted(value) };
  }
  return { name: full, operator, value: operator === "in" ? value.split(/[\s,]+/).join(",") : unquoted(value) };
}

// What follows a name and a sign may be several words, but no number is.
const ORDERS = ["lt", "le", "gt", "ge"];

// Where in a typed line its terms begin: behind white space outside of quotes where a name with its sign and value begins.
// Plain words stay together as one text.
function termStarts(text: string, known: Known): number[] {
  const starts: number[] = [];
  let open: Token | null = null;
  for (const { 0: part, index } of text.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)) {
    const isOwn = tokenOf(part, known)?.name !== "q";
    const isFull = open !== null && open.name !== "created_at" && ORDERS.includes(open.operator);
    if (starts.length === 0 || isOwn || isFull) starts.push(index);
    open = tokenOf(text.slice(starts.at(-1), index + part.length), known);
  }
  return starts;
}

export function tokensOf(text: string, known: Known): Token[] {
  const starts = termStarts(text, known);
  return starts.flatMap((start, i) => tokenOf(text.slice(start, starts[i + 1]), known) ?? []);
}

const unquoted = (value: string): string => /^"([^"]+)"$/.exec(value)?.[1] ?? value;

function fullName(name: string, known: Known): string | null {
  if (PLAIN.includes(name) || name === "text" || isCompared(name)) return name;
  if (name === "created") return "created_at";
  if (known.metrics.has(name.replace(/\.(min|max|best)$/, ""))) return `metric.${name}`;
  return known.configs.has(name) ? `config.${name}` : null;
}

// How a half-typed line may go on: its last term does, or the last word begins another.
export function completeTyped(text: string, known: Known): Completion[] {
  const start = termStarts(text, known).at(-1) ?? 0;
  const word = start + (/\s\S+$/.exec(text.slice(start))?.index ?? -1) + 1;
  const places = word > start ? [start, word] : [start];
  return places
    .flatMap((at) =>
      completeTerm(text.slice(at), known).map((each) => ({ ...each, text: text.slice(0, at) + each.text })),
    )
    .slice(0, MOST);
}

// Names first, and once there is a sign, values that the runs in view have.
function completeTerm(text: string, known: Known): Completion[] {
  const { name, sign, value } = splitTyped(text);
  const needle = (sign === "" ? name : value).toLowerCase();
  const ranked = (words: Iterable<[string, string]>, before: string): Completion[] =>
    [...words]
      .map(([word, hint]) => ({ word, hint, at: word.toLowerCase().indexOf(needle) }))
      .filter(({ at, word }) => at >= 0 && word.toLowerCase() !== (sign === "" ? "" : needle))
      .sort((a, b) => Number(a.at > 0) - Number(b.at > 0))
      .slice(0, MOST)
      .map(({ word, hint }) => ({ text: before + word, label: word, hint }));
  if (sign === "") return needle === "" ? [] : ranked(namesOf(known), "");
  const full = fullName(name, known);
  if (full === "status") {
    const done = value.split(/[\s,]+/);
    const open = (done.pop() ?? "").toLowerCase();
    const rest = STATUSES.filter((status) => status.startsWith(open) && !done.includes(status) && status !== open);
    const before = [name + sign, done.length === 0 ? "" : `${done.join(",")},`].join("");
    return rest.map((status) => ({ text: before + status, label: status, hint: "" }));
  }
  if (full === "tag") return ranked(counted(known.tags), name + sign);
  if (full === "project") return ranked(counted(known.projects), name + sign);
  if (full === "host") return ranked(counted(known.hosts), name + sign);
  if (full === "created_at") return ranked(PRESETS, name + sign);
  if (full === "group") return ranked(counted(known.groups), name + sign);
  if (full?.startsWith("config.")) return ranked(counted(known.configs.get(full.slice(7)) ?? new Map()), name + sign);
  return [];
}

function* namesOf(known: Known): Iterable<[string, string]> {
  for (const name of PLAIN) if (name !== "q") yield [name, "field"];
  yield ["created_at", known.ranges.get("created_at") ?? "field"];
  for (const [path, values] of known.configs)
    yield [`config.${path}`, known.ranges.get(`config.${path}`) ?? `${values.size} values`];
  for (const key of known.metrics)
    yield [`metric.${key}`, `${known.ranges.get(`metric.${key}`) ?? "newest"}; also .min .max .best`];
}

const counted = (values: ReadonlyMap<string, number>): [string, string][] =>
  [...values].sort((a, b) => b[1] - a[1]).map(([value, count]) => [value, `${count} runs`]);
