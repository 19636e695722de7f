import { describe, expect, it } from "vitest";
import { parseColumns } from "./columns";
import { chosenRange, chosenValues, panelFields, roundBound, withRange, withSince, withValue } from "./facets";
import { readTokens, type Token, typedText, writeTokens } from "./filter";
import { knownOf, withFacets } from "./known";
import { completeTyped, tokenOf } from "./typed";
import { sharedScale } from "./useSparks";

const config = (operator: Token["operator"], value: string): Token => ({ name: "config.lr", operator, value });

describe("Values that are ticked", () => {
  it("are alternatives in one token, and the last one taken back takes it away", () => {
    const one = withValue([], "config.lr", "0.1");
    expect(one).toEqual([config("eq", "0.1")]);
    const two = withValue(one, "config.lr", "0.2");
    expect(two).toEqual([config("in", "0.1,0.2")]);
    expect(chosenValues(two, "config.lr")).toEqual(["0.1", "0.2"]);
    expect(withValue(withValue(two, "config.lr", "0.1"), "config.lr", "0.2")).toEqual([]);
  });

  it("leave comparisons and other fields as they are", () => {
    const before = [config("le", "1"), { name: "q", operator: "eq", value: "x" } as const];
    expect(withValue(before, "config.lr", "0.1")).toEqual([...before, config("eq", "0.1")]);
  });

  it("are a list for the status, and a token each for tags", () => {
    const status = withValue(withValue([], "status", "running"), "status", "failed");
    expect(status).toEqual([{ name: "status", operator: "eq", value: "running,failed" }]);
    const active: Token[] = [{ name: "status", operator: "eq", value: "active" }];
    expect(withValue(active, "status", "queued")[0]?.value).toBe("running,pending");
    expect(withValue(withValue([], "tags", "a"), "tags", "b")).toEqual([
      { name: "tag", operator: "eq", value: "a" },
      { name: "tag", operator: "eq", value: "b" },
    ]);
  });

  it("are a list for hosts", () => {
    const hosts = withValue(withValue([], "hosts", "a"), "hosts", "b");
    expect(hosts).toEqual([{ name: "host", operator: "eq", value: "a,b" }]);
    expect(chosenValues(hosts, "hosts")).toEqual(["a", "b"]);
  });

  it("with a comma inside stand alone", () => {
    expect(withValue(withValue([], "config.lr", "[1,2]"), "config.lr", "[3,4]")).toEqual([config("eq", "[3,4]")]);
  });
});

describe("A brush", () => {
  it("is two comparisons, of which a side at the border is none", () => {
    const both = withRange([config("eq", "1")], "config.lr", 0.1, 0.5);
    expect(both).toEqual([config("eq", "1"), config("ge", "0.1"), config("le", "0.5")]);
    expect(chosenRange(both, "config.lr")).toEqual({ low: 0.1, high: 0.5 });
    expect(withRange(both, "config.lr", null, 0.4)).toEqual([config("eq", "1"), config("le", "0.4")]);
  });

  it("of a time gives way to a time ago, which a second press takes back", () => {
    const since = withSince(withRange([], "created_at", 5, 9), "created_at", "7d");
    expect(since).toEqual([{ name: "created_at", operator: "ge", value: "7d" }]);
    expect(withSince(since, "created_at", "today")).toEqual([{ name: "created_at", operator: "ge", value: "today" }]);
    expect(withSince(since, "created_at", "7d")).toEqual([]);
  });

  it("has short bounds that leave in what it holds", () => {
    expect(roundBound(0.123456, "down", 0.01)).toBe(0.123);
    expect(roundBound(0.123456, "up", 0.01)).toBe(0.124);
    expect(roundBound(1234.56, "up", 100)).toBe(1240);
    expect(roundBound(0.5, "up", 0)).toBe(0.5);
  });
});

describe("A token of several values", () => {
  it("is typed with in, and is the same in the address and in the field", () => {
    const token = tokenOf("config.lr in 0.1, 0.2", knownOf([]));
    expect(token).toEqual(config("in", "0.1,0.2"));
    const query = writeTokens(new URLSearchParams(), token === null ? [] : [token]);
    expect(String(query)).toBe("config.lr=in%3A0.1%2C0.2");
    expect(readTokens(query)).toEqual([token]);
    expect(token === null ? "" : typedText(token)).toBe("config.lr in 0.1,0.2");
  });
});

describe("Facets", () => {
  it("tell the completion which values there are, and from where to where numbers go", () => {
    const none = { missing: 0, distinct: null, scale: null, edges: null, counts: null, left: null, values: null };
    const known = withFacets(knownOf([]), [
      { ...none, field: "config.lr", kind: "values", distinct: 1, values: [{ value: "0.1", count: 7, left: 2 }] },
      { ...none, field: "config.width", kind: "numbers", scale: "linear", edges: [8, 16], counts: [9], left: [9] },
    ]);
    expect(completeTyped("config.lr=", known)).toEqual([{ text: "config.lr=0.1", label: "0.1", hint: "7 runs" }]);
    expect(known.ranges.get("config.width")).toBe("8 – 16");
  });

  it("follow the columns, metrics before settings", () => {
    const fields = panelFields(parseColumns("status,config.lr,metric.val/loss,notes"));
    expect(fields).toEqual(["status", "metric.val/loss", "config.lr", "tags", "project", "hosts", "created_at"]);
  });
});

describe("Sparklines", () => {
  const spark = (key: string, values: number[]) => ({ key, values, step: 1, readAt: 0 });
  it("share a scale without the first fall, as long as they show the same metric", () => {
    const falling = Array.from({ length: 20 }, (_, i) => (i === 0 ? 100 : 1 + 1 / i));
    const scale = sharedScale([spark("loss", falling), spark("loss", falling)]);
    expect(scale).toMatchObject({ isLog: true, low: 1.1 });
    expect(scale?.high).toBeLessThan(3);
    expect(sharedScale([spark("loss", [1, 2]), spark("acc", [1, 2])])).toBeNull();
    expect(sharedScale([])).toBeNull();
  });

  it("keep a rise whole", () => {
    expect(sharedScale([spark("acc", [0, 0.5, 0.99])])).toMatchObject({ isLog: false, low: 0, high: 0.99 });
  });
});
