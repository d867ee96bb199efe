import { describe, expect, test } from "vitest";
import { readCsv } from "../table/readCsv.js";
import { scaleOf, standardize } from "./scaling.js";
import { tablePreparation } from "./tablePreparation.js";
import { inferTarget, readTarget } from "./target.js";

describe("mean and standard deviation", () => {
  test.each([1e-310, 1e-300, 1e-170, 1, 1e170, 1e300, 1e307])("of numbers near %d", (unit) => {
    const values = [1 * unit, 2 * unit, Number.NaN, 3 * unit, 10 * unit];
    const scale = scaleOf(values);
    expect(scale.mean / unit).toBeCloseTo(4, 9);
    expect(scale.standardDeviation / unit).toBeCloseTo(Math.sqrt(50 / 4), 9);
    expect(standardize(10 * unit, scale)).toBeCloseTo(6 / Math.sqrt(50 / 4), 9);
  });

  test.each([0, 1e-300, 0.1, 1e300, 1.7e308])("a constant %d has standard deviation 0", (value) => {
    expect(scaleOf(new Array(7).fill(value)).standardDeviation).toBe(0);
  });

  test("a column of such numbers is learned from", () => {
    const table = readCsv("tiny,huge,t\n1e-300,3e300,1\n2e-300,1e300,2\n4e-300,2e300,3\n");
    const { data } = tablePreparation(table, { target: "t", task: "regression" }).apply(table).features;
    const row = (i: number) => Array.from(data.subarray(2 * i, 2 * i + 2));
    expect([row(0), row(1), row(2)].map(([tiny]) => Math.sign(tiny!))).toEqual([-1, -1, 1]);
    expect([row(0)[1], row(1)[1], row(2)[1]]).toEqual([
      expect.closeTo(Math.sqrt(1.5), 6),
      expect.closeTo(-Math.sqrt(1.5), 6),
      expect.closeTo(0, 6),
    ]);
  });
});

describe("a target that float32 can't hold is refused", () => {
  const regression = (text: string) => {
    const table = readCsv(text, { file: "t.csv" });
    return readTarget(inferTarget(table, "t", { task: "regression" }), table, [0, 1, 2]);
  };

  test("by its row of the file", () => {
    expect(() => regression("t\n1\n2\n-5.3e300\n")).toThrow(
      't.csv, row 4, column "t": expected a number that float32 can hold, up to 3.4e38, found -5.3e+300; give the target in another unit',
    );
  });

  test.each([
    ["too small", "t\n1e-300\n2e-300\n3e-300\n"],
    ["too far from 0", "t\n1e12\n1000000000001\n1000000000002\n"],
  ])("where its numbers become the same: %s", (_, text) => {
    expect(() => regression(text)).toThrow(
      /^t\.csv, column "t": expected numbers that float32 can tell apart, found/,
    );
  });

  test("but not where some do, nor a constant", () => {
    expect(regression("t\n1e-300\n2\n2.5\n")).toMatchObject({ values: Float32Array.of(0, 2, 2.5) });
    expect(regression("t\n7\n7\n7\n")).toMatchObject({ values: Float32Array.of(7, 7, 7) });
  });
});
