import { expect, test } from "vitest";
import { apiQuery, readTokens, tokenText, typedText, withToken, writeTokens } from "./filter";
import type { Known } from "./known";
import { completeTyped, splitTyped, tokenOf, tokensOf } from "./typed";

const known: Known = {
  configs: new Map([
    ["lr", new Map([["0.1", 3]])],
    ["drop_last", new Map([["true", 2]])],
    ["dropout", new Map([["0.2", 5]])],
  ]),
  metrics: new Set(["val/loss"]),
  tags: new Map([["base", 2]]),
  projects: new Map([["digits", 9]]),
  groups: new Map(),
  hosts: new Map([["node-1", 4]]),
  ranges: new Map(),
};

test("Tokens are read from an address and written back to the same one", () => {
  const text =
    "status=running%2Cfailed&tag=a&tag=b&config.lr=le%3A0.3&metric.val%2Floss=lt%3A0.1&q=x&cols=name&base=run_1";
  const query = new URLSearchParams(text);
  const tokens = readTokens(query);
  expect(tokens.map((token) => Object.values(tokenText(token)).join(" "))).toEqual([
    "status in running failed",
    "tag = a",
    "tag = b",
    "config.lr ≤ 0.3",
    "val/loss < 0.1",
    "text ~ x",
  ]);
  expect([...writeTokens(query, tokens)].sort()).toEqual([...query].sort());
  expect(apiQuery(query).get("cols")).toBeNull();
  expect(apiQuery(query).get("sort")).toBe("-created_at");
});

test("A config value with a colon that is no comparison stays whole", () => {
  expect(readTokens(new URLSearchParams("config.path=C%3A%2Fx"))).toEqual([
    { name: "config.path", operator: "eq", value: "C:/x" },
  ]);
});

test("A typed line becomes a token; the longest sign wins, and what compares nothing is searched", () => {
  expect(splitTyped("config.lr <= 0.3")).toEqual({ name: "config.lr", sign: "<=", value: "0.3" });
  expect(tokenOf("config.lr<=0.3", known)).toEqual({ name: "config.lr", operator: "le", value: "0.3" });
  expect(tokenOf("val/loss<0.1", known)).toEqual({ name: "metric.val/loss", operator: "lt", value: "0.1" });
  expect(tokenOf("val/loss.best >= 2", known)).toEqual({ name: "metric.val/loss.best", operator: "ge", value: "2" });
  expect(tokenOf("dropout!=0.2", known)).toEqual({ name: "config.dropout", operator: "ne", value: "0.2" });
  expect(tokenOf("status=running failed", known)).toEqual({ name: "status", operator: "eq", value: "running,failed" });
  expect(tokenOf("mnist", known)).toEqual({ name: "q", operator: "eq", value: "mnist" });
  expect(tokenOf("nothing<3", known)).toEqual({ name: "q", operator: "eq", value: "nothing<3" });
  expect(tokenOf("  ", known)).toBeNull();
});

test("A line of several terms becomes as many tokens, and plain words stay one text", () => {
  const texts = (line: string) => tokensOf(line, known).map(typedText);
  expect(texts("val/loss<0.1 config.lr<=0.3")).toEqual(["metric.val/loss<0.1", "config.lr≤0.3"]);
  expect(texts("status=running   tag=x lr<=0.3")).toEqual(["status=running", "tag=x", "config.lr≤0.3"]);
  expect(texts("config.lr <= 0.3 val/loss < 0.1")).toEqual(["config.lr≤0.3", "metric.val/loss<0.1"]);
  expect(texts("status=running failed tag=x")).toEqual(["status=running,failed", "tag=x"]);
  expect(texts("config.optim in adam sgd")).toEqual(["config.optim in adam,sgd"]);
  expect(texts("a wide network")).toEqual(["a wide network"]);
  expect(texts("wide net val/loss<0.1 of mine")).toEqual(["wide net", "metric.val/loss<0.1", "of mine"]);
  expect(texts("nothing<3 lr=")).toEqual(["nothing<3 lr="]);
  expect(texts("created>=2026-11-01 10:00")).toEqual(["created_at≥2026-11-01 10:00"]);
  expect(texts('tag="b lr=3" lr=0.1')).toEqual(["tag=b lr=3", "config.lr=0.1"]);
  expect(texts('tag="b lr=3')).toEqual(['tag="b lr=3']);
  expect(texts("  ")).toEqual([]);
});

test("Hosts are a list, and the time of creation is a comparison with an instant or a time ago", () => {
  expect(tokenOf("host=node-1 node-2", known)).toEqual({ name: "host", operator: "eq", value: "node-1,node-2" });
  const created = tokenOf("created>=7d", known);
  expect(created).toEqual({ name: "created_at", operator: "ge", value: "7d" });
  const query = writeTokens(new URLSearchParams(), created === null ? [] : [created]);
  expect(String(query)).toBe("created_at=ge%3A7d");
  expect(readTokens(query)).toEqual([created]);
  expect(tokenText({ name: "created_at", operator: "le", value: "86400" }).value).toBe("01-02 00:00");
  expect(completeTyped("host=no", known)[0]?.text).toBe("host=node-1");
});

test("A token can be taken back as it was typed", () => {
  for (const text of ["config.lr≤0.3", "status=running,failed", "metric.val/loss<0.1", "words"]) {
    const token = tokenOf(text, known);
    expect(token === null ? "" : typedText(token)).toBe(text);
  }
});

test("A second project replaces the first, a second tag or comparison comes beside it", () => {
  const token = (name: string, value: string, operator = "eq" as const) => ({ name, operator, value });
  expect(withToken([token("project", "a")], token("project", "b"))).toEqual([token("project", "b")]);
  expect(withToken([token("tag", "a")], token("tag", "b"))).toHaveLength(2);
  expect(withToken([token("tag", "a")], token("tag", "a"))).toHaveLength(1);
});

test("Names complete first, then the values that runs in view have", () => {
  expect(completeTyped("config.dro", known).map(({ label }) => label)).toEqual(["config.drop_last", "config.dropout"]);
  expect(completeTyped("config.dropout=", known)[0]?.text).toBe("config.dropout=0.2");
  expect(completeTyped("status=running,fa", known)[0]?.text).toBe("status=running,failed");
  expect(completeTyped("tag=b", known)[0]?.text).toBe("tag=base");
  expect(completeTyped("", known)).toEqual([]);
});

test("Behind a whole term the next is completed, and what stands before it stays", () => {
  const texts = (typed: string) => completeTyped(typed, known).map(({ text }) => text);
  expect(texts("config.lr<0.3 config.dropout=")).toEqual(["config.lr<0.3 config.dropout=0.2"]);
  expect(texts("config.lr<0.3 ta")).toContain("config.lr<0.3 tag");
  expect(texts("status=running tag=b")).toEqual(["status=running tag=base"]);
  expect(texts("status=running ho")).toContain("status=running host");
  expect(texts("some words config.drop_l")).toContain("some words config.drop_last");
});
