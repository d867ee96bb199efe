import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { censored } from "./censored.js";
import { fit } from "./fit.js";

describe("fit", () => {
  const truth = Gumbel({ location: 3, scale: 2 });
  const data = truth.sample(new Key(1), 500);

  test("finds a zero of the score", () => {
    const result = fit(Gumbel, data);
    expect(result.status).toEqual({ kind: "converged" });
    const { location, scale } = result.parameters;
    const z = data.map((x) => (x - location) / scale);
    const mean = (f: (z: number) => number) => z.reduce((sum, value) => sum + f(value), 0) / z.length;
    expect(mean((v) => Math.exp(-v))).toBeCloseTo(1, 12);
    expect(mean((v) => v - v * Math.exp(-v))).toBeCloseTo(1, 12);
  });

  test("of the normal distribution is the mean and the deviation by 1/n, with their errors", () => {
    const result = fit(Normal, [1, 2, 3, 6]);
    expect(result.parameters).toEqual({ mean: 3, standardDeviation: Math.sqrt(3.5) });
    expect(result.standardErrors.mean).toBeCloseTo(Math.sqrt(3.5 / 4), 14);
    expect(result.standardErrors.standardDeviation).toBeCloseTo(Math.sqrt(3.5 / 8), 14);
    expect(result.logLikelihood).toBeCloseTo(-2 * Math.log(2 * Math.PI * 3.5) - 2, 13);
  });

  test("expected and observed information agree for many data, and for few where theory says so", () => {
    const { covariance, expectedCovariance } = fit(Normal, [1, 2, 3, 6]);
    expect(covariance[0]![0]).toBeCloseTo(3.5 / 4, 14);
    expect(expectedCovariance[0]![0]).toBeCloseTo(3.5 / 4, 10);
    expect(expectedCovariance[1]![1]).toBeCloseTo(3.5 / 8, 10);
    const many = fit(Gumbel, Gumbel({ location: 3, scale: 2 }).sample(new Key(2), 20_000));
    for (const [i, row] of many.expectedCovariance.entries())
      for (const [j, entry] of row.entries()) expect(entry / many.covariance[i]![j]!).toBeCloseTo(1, 1);
    expect(() => fit(Gumbel, data, { truncation: { low: -99 } }).expectedCovariance).toThrow(
      "exact data only",
    );
  });

  test.each([1e-200, 1e-5, 1e200])("doesn't depend on the unit %d", (unit) => {
    const scaled = fit(
      Gumbel,
      data.map((x) => x * unit),
    );
    const plain = fit(Gumbel, data);
    expect(scaled.parameters.scale / unit).toBeCloseTo(plain.parameters.scale, 12);
    expect(scaled.standardErrors.location / unit).toBeCloseTo(plain.standardErrors.location, 12);
    expect(scaled.logLikelihood + 500 * Math.log(unit)).toBeCloseTo(plain.logLikelihood, 8);
  });

  test("counts a weight of 2 as the value twice, and leaves out a weight of 0", () => {
    const twice = fit(Gumbel, [1, 2, 2, 5, 7]);
    const weighted = fit(Gumbel, [1, 2, 5, 7, -100], { weights: [1, 2, 1, 1, 0] });
    for (const name of ["location", "scale"] as const) {
      expect(weighted.parameters[name]).toBeCloseTo(twice.parameters[name], 12);
      expect(weighted.standardErrors[name]).toBeCloseTo(twice.standardErrors[name], 12);
    }
    expect(weighted.logLikelihood).toBeCloseTo(twice.logLikelihood, 12);
  });

  test("with a fixed parameter", () => {
    const { parameters, k } = fit(Gumbel, data, { fixed: { scale: 2 } });
    expect(k).toBe(1);
    expect(parameters.scale).toBe(2);
    // e^(μ/β) = n/Σe^(-x/β)
    const sum = data.reduce((total, x) => total + Math.exp(-x / 2), 0);
    expect(parameters.location).toBeCloseTo(2 * Math.log(data.length / sum), 12);
  });

  test("narrow intervals are nearly exact values, wide ones still find the truth", () => {
    const exact = fit(Gumbel, data).parameters;
    const narrow = fit(
      Gumbel,
      censored({ lower: data.map((x) => x - 1e-4), upper: data.map((x) => x + 1e-4) }),
    );
    expect(narrow.parameters.location).toBeCloseTo(exact.location, 6);
    const lower = data.map((x) => (x < 2 ? -Infinity : Math.min(x, 6)));
    const upper = data.map((x) => (x < 2 ? 2 : x > 6 ? Infinity : x));
    const both = fit(Gumbel, censored({ lower, upper }));
    expect(both.status.kind).toBe("converged");
    expect(Math.abs(both.parameters.location - 3)).toBeLessThan(3 * both.standardErrors.location);
    expect(Math.abs(both.parameters.scale - 2)).toBeLessThan(3 * both.standardErrors.scale);
  });

  test("truncation", () => {
    const kept = data.filter((x) => x > 2 && x <= 8);
    const naive = fit(Gumbel, kept);
    const truncated = fit(Gumbel, kept, { truncation: { low: 2, high: 8 } });
    expect(Math.abs(truncated.parameters.scale - 2)).toBeLessThan(3 * truncated.standardErrors.scale);
    expect(Math.abs(naive.parameters.scale - 2)).toBeGreaterThan(3 * naive.standardErrors.scale);
  });

  test.each([
    ["equal values", [4, 4, 4, 4]],
    ["one value", [7]],
  ])("says degenerate for %s", (_, values) => {
    const result = fit(Gumbel, values);
    expect(result.status.kind).toBe("degenerate");
    expect(result.standardErrors.location).toBeNaN();
  });

  test.each([
    ["nothing", [], "fit Gumbel: expected data, got none"],
    ["NaN", [1, Number.NaN], "expected value [1] to be a finite number, got NaN"],
    ["an infinity", [1, 2, -Infinity], "expected value [2] to be a finite number, got -Infinity"],
    ["null", [1, null], "expected value [1] to be a number, got null"],
    ["a string", ["1", 2], 'expected value [0] to be a number, got "1"'],
    ["a hole", Array(3), "expected value [0] to be a number, got undefined"],
    ["an object", {}, "expected an array, a typed array or a tensor of numbers, got a Object"],
  ])("refuses %s", (_, values, message) => {
    expect(() => fit(Gumbel, values as number[])).toThrow(message);
  });

  test("refuses wrong weights, fixed parameters and bounds", () => {
    expect(() => fit(Gumbel, [1, 2], { weights: [1] })).toThrow("expected 2 weights, one a value, got 1");
    expect(() => fit(Gumbel, [1, 2], { weights: [1, -1] })).toThrow(
      "expected weight [1] to be at least 0, got -1",
    );
    expect(() => fit(Gumbel, [1, 2], { weights: [0, 0] })).toThrow("got weights of 0 only");
    expect(() => fit(Gumbel, [1, 2], { fixed: { scale: -1 } })).toThrow(
      "expected scale to be a positive number, got -1",
    );
    expect(() => fit(Gumbel, [1, 2], { fixed: { width: 1 } as never })).toThrow(
      'no parameter "width" to fix',
    );
    expect(() => censored({ lower: [2], upper: [1] })).toThrow(
      "expected bounds [0] in order and one of them finite, got 2 and 1",
    );
    expect(() => fit(Gumbel, [1, 5], { truncation: { high: 4 } })).toThrow(
      "expected value [1] within the truncation",
    );
  });

  test("leaves the data as they were, and a million of them fit", () => {
    const many = Float64Array.from({ length: 1e6 }, (_, i) => Math.sin(i * 1.7) + 0.1 * Math.cos(i));
    const before = many.slice();
    expect(fit(Gumbel, many).status.kind).toBe("converged");
    expect(many).toEqual(before);
    expect(fit(Normal, Array.from(many)).n).toBe(1e6);
  });
});
