import type { FacetValue, RunFacet } from "../../api/wire";
import { formatField } from "../../ui/field";
import { formatTick } from "../../ui/format";
import type { Column } from "./columns";
import { instantText, isList, type Token } from "./filter";

const MOST_METRICS = 4;
const MOST_CONFIGS = 7;
const COUNTED = ["step", "progress", "created_at", "started_at", "ended_at", "updated_at", "total_steps", "attempt"];
// A field by which the server does not filter is shown and not chosen from.
const SHOWN_ONLY = COUNTED.filter((field) => field !== "created_at");

// What stands beside the table: where a run is, the metrics and settings that have columns, and when it was made.
export function panelFields(columns: readonly Column[]): string[] {
  const names = columns.map(({ name }) => name);
  return [
    "status",
    ...names.filter((name) => name.startsWith("metric.")).slice(0, MOST_METRICS),
    ...names.filter((name) => name.startsWith("config.")).slice(0, MOST_CONFIGS),
    "tags",
    "project",
    "hosts",
    "created_at",
  ];
}

// The columns over which a histogram can stand.
export const headFields = (columns: readonly Column[]): string[] =>
  columns
    .map(({ name }) => name)
    .filter((name) => name.startsWith("metric.") || name.startsWith("config.") || COUNTED.includes(name));

const tokenName = (field: string): string => (field === "tags" ? "tag" : field === "hosts" ? "host" : field);
export const isChosenFrom = (field: string): boolean => !SHOWN_ONLY.includes(field);

// The values that the filter names for a field.
export function chosenValues(tokens: readonly Token[], field: string): string[] {
  const own = tokens.filter(
    ({ name, operator }) => name === tokenName(field) && (operator === "eq" || operator === "in"),
  );
  return own.flatMap(({ operator, value }) =>
    isList(tokenName(field)) || operator === "in" ? value.split(",") : [value],
  );
}

// The filter with a value of a field taken or given back. Several settings are alternatives, several tags must all be there.
export function withValue(tokens: readonly Token[], field: string, value: string): Token[] {
  const name = tokenName(field);
  const before = chosenValues(tokens, field).flatMap((one) => (one === "active" ? ACTIVE : [one]));
  const isOff = before.includes(value);
  const isMany = name === "tag" || isList(name) || (name.startsWith("config.") && !value.includes(","));
  const after = isOff ? before.filter((one) => one !== value) : isMany ? [...before, value] : [value];
  const others = tokens.filter((token) => token.name !== name || !["eq", "in"].includes(token.operator));
  if (after.length === 0) return others;
  if (name === "tag") return [...others, ...after.map((one): Token => ({ name, operator: "eq", value: one }))];
  const isIn = !isList(name) && after.length > 1;
  return [...others, { name, operator: isIn ? "in" : "eq", value: after.join(",") }];
}
const ACTIVE = ["running", "queued", "pending"];

// The stretch of a number that the filter leaves, as far as it says something of it.
export function chosenRange(tokens: readonly Token[], field: string): { low: number | null; high: number | null } {
  const bound = (...operators: Token["operator"][]) => {
    const token = tokens.find(({ name, operator }) => name === field && operators.includes(operator));
    return token === undefined || !Number.isFinite(Number(token.value)) ? null : Number(token.value);
  };
  return { low: bound("ge", "gt"), high: bound("le", "lt") };
}

export function withRange(tokens: readonly Token[], field: string, low: number | null, high: number | null): Token[] {
  const others = tokens.filter(({ name, operator }) => name !== field || !["ge", "gt", "le", "lt"].includes(operator));
  const side = (operator: "ge" | "le", value: number | null): Token[] =>
    value === null ? [] : [{ name: field, operator, value: String(value) }];
  return [...others, ...side("ge", low), ...side("le", high)];
}

// Since when: a time ago stays one in the address, so that a saved filter moves on with the clock.
export const SINCE: readonly (readonly [string, string])[] = [
  ["today", "TODAY"],
  ["7d", "7 DAYS"],
  ["30d", "30 DAYS"],
];
export const isSince = (tokens: readonly Token[], field: string, value: string): boolean =>
  tokens.some((token) => token.name === field && token.operator === "ge" && token.value === value);

// The filter with such a time in place of a brush, or without it where it was chosen.
export function withSince(tokens: readonly Token[], field: string, value: string): Token[] {
  const others = withRange(tokens, field, null, null);
  return isSince(tokens, field, value) ? others : [...others, { name: field, operator: "ge", value }];
}

// The border of a bin in few digits that leave in the bins what is meant to be in: down for a low one, up for a high one.
export function roundBound(value: number, direction: "down" | "up", width: number): number {
  if (value === 0 || !(width > 0)) return value;
  const unit = 10 ** Math.floor(Math.log10(width) - 1);
  const rounded = (direction === "down" ? Math.floor(value / unit + 1e-9) : Math.ceil(value / unit - 1e-9)) * unit;
  return Number(rounded.toPrecision(15));
}

export const valueText = (field: string, { value }: FacetValue): string => {
  const number = field.startsWith("config.") && value.trim() !== "" ? Number(value) : Number.NaN;
  return formatField(field, Number.isNaN(number) ? value : number);
};

export const boundText = (field: string, value: number): string =>
  field.endsWith("_at") ? instantText(value) : formatTick(Number(value.toPrecision(4)));

export const titleOf = (field: string): string => field.replace(/^(config|metric)\./, "").replace(/_at$/, "");

export const facetOf = (facets: readonly RunFacet[], field: string): RunFacet | undefined =>
  facets.find((facet) => facet.field === field);
