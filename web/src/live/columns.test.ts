import { expect, test } from "vitest";
import { COLUMNS } from "../api/columns";
import { pointCell } from "./cells";
import { cellsOf } from "./curve";

const BUCKET = ["first_step", "last_step", "first_time", "last_time", "first", "last", "min", "max", "sum", "count"];
const ODD = ["nan", "pos_inf", "neg_inf"];

function packed(header: unknown, columns: readonly number[]): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new ArrayBuffer(8 + length + 8 * columns.length);
  const all = new Uint8Array(bytes).fill(32);
  all.set(new TextEncoder().encode("TMC1"));
  all.set(text, 8);
  new DataView(bytes).setUint32(4, length, true);
  new Float64Array(bytes, 8 + length).set(columns);
  return bytes;
}

const about = { run_id: "run_a", key: "loss", segment: 1, total: 9 };

test("raw and bucket columns are the cells that their JSON is", () => {
  const raw = { ...about, kind: "raw", rows: 3, columns: ["steps", "times", "values"] };
  const buckets = { ...about, key: "lr", kind: "buckets", rows: 2, columns: [...BUCKET, ...ODD] };
  const columns = [1, 2, 3, 10, 20, 30, 0.5, Number.NaN, 0.25];
  const ofBuckets = [0, 4, 3, 7, 1, 5, 4, 8, 2, NaN, 3, NaN, 1, NaN, 4, NaN, 10, NaN, 4, 4, 0, 3, 0, 1, 0, 0];
  const answer = COLUMNS.read(
    packed({ x: "step", cursors: { run_a: 7 }, series: [raw, buckets] }, [...columns, ...ofBuckets]),
  );
  expect(answer.cursors).toEqual({ run_a: 7 });
  const [first, second] = answer.series.map((series) => cellsOf(series));
  expect([0, 1, 2].map((i) => first?.at("n", i))).toEqual([1, 0, 1]);
  expect(first?.read(2)).toMatchObject({ first: 3, last: 3, time: 30, min: 0.25, end: 0.25 });
  expect(second?.read(0)).toMatchObject({
    first: 0,
    last: 3,
    since: 1,
    time: 4,
    min: 1,
    max: 4,
    sum: 10,
    end: 3,
    n: 4,
  });
  expect(second?.read(1)).toMatchObject({ first: 4, last: 7, n: 0, sum: 0 });
});

test("columns of nothing but numbers become cells as they are, and growing leaves their neighbours alone", () => {
  const series = { ...about, kind: "buckets", rows: 2, columns: [...BUCKET, ...ODD] };
  const one = [0, 4, 3, 7, 1, 5, 4, 8, 2, 3, 3, 1, 1, 1, 4, 5, 10, 12, 4, 4, 0, 0, 0, 0, 0, 0];
  const answer = COLUMNS.read(packed({ x: "step", cursors: {}, series: [series, series] }, [...one, ...one]));
  const [first, second] = answer.series.map((read) => cellsOf(read));
  const other = second?.read(0);
  expect(other).toEqual({ first: 0, last: 3, since: 1, time: 4, min: 1, max: 4, sum: 10, end: 3, n: 4 });
  first?.insert(pointCell(1, 2, 99));
  first?.insert(pointCell(8, 9, 0.5));
  expect(first?.read(0)).toMatchObject({ max: 99, n: 5 });
  expect(first?.read(2)).toMatchObject({ first: 8, min: 0.5 });
  expect(second?.length).toBe(2);
  expect(second?.read(0)).toEqual(other);
});

test("points that came as columns become cells that can be joined and grown", () => {
  const raw = { ...about, kind: "raw", rows: 3, columns: ["steps", "times", "values"] };
  const answer = COLUMNS.read(
    packed({ x: "step", cursors: {}, series: [raw] }, [1, 4, 9, 10, 20, 30, 0.5, 0.75, 0.25]),
  );
  const [cells] = answer.series.map((series) => cellsOf(series));
  expect(cells?.read(1)).toEqual(pointCell(4, 20, 0.75));
  cells?.insert(pointCell(2, 11, 0.1));
  cells?.insert(pointCell(12, 40, 7));
  expect([0, 1, 2, 3, 4].map((i) => cells?.read(i))).toEqual(
    [
      [1, 10, 0.5],
      [2, 11, 0.1],
      [4, 20, 0.75],
      [9, 30, 0.25],
      [12, 40, 7],
    ].map((point) => pointCell(...(point as [number, number, number]))),
  );
});

test("what is no columns is refused", () => {
  expect(() => COLUMNS.read(new TextEncoder().encode("{}      ").buffer)).toThrow("TMC1");
});
