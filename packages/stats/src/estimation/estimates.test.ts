import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import * as families from "../distributions/index.js";
import { fit } from "../fit/fit.js";
import type { FitResult } from "../fit/result.js";

const {
  Cauchy,
  Gamma,
  GeneralizedExtremeValue,
  InverseGaussian,
  Laplace,
  Logistic,
  LogNormal,
  Triangular,
  Weibull,
} = families;

/** The log-likelihood is nowhere higher about the maximum, by steps of these sizes. */
function expectMaximum(result: FitResult, steps: readonly number[]): void {
  const { family, parameters, observations } = result;
  const { values } = observations.exact!;
  const height = (p: Record<string, number>) =>
    family(p)
      .logPdf(values)
      .reduce((sum, l) => sum + l, 0);
  const top = height(parameters);
  for (const [i, name] of Object.keys(parameters).entries())
    for (const sign of [-1, 1])
      expect(height({ ...parameters, [name]: parameters[name]! + sign * steps[i]! }), name).toBeLessThan(top);
}

describe("all values equal", () => {
  const positiveOf = [
    Gamma,
    InverseGaussian,
    LogNormal,
    Weibull,
    families.LogLogistic,
    families.InverseGamma,
    families.Pareto,
  ];
  const realOf = [
    families.Normal,
    families.Gumbel,
    Laplace,
    Logistic,
    Cauchy,
    families.Uniform,
    Triangular,
    GeneralizedExtremeValue,
  ];
  for (const family of [...positiveOf, ...realOf])
    test.each([0.1, 3e200, 7e-200])(`${family.record.name} is degenerate at %d`, (value) => {
      for (const weights of [undefined, [0.1, 0.2, 0.7]])
        expect(fit(family as never, [value, value, value], { ...(weights && { weights }) }).status.kind).toBe(
          "degenerate",
        );
    });
  test("of families without a width they tell the parameter", () => {
    expect(fit(families.Exponential, [4, 4]).parameters).toEqual({ rate: 0.25 });
    expect(fit(families.Rayleigh, [2, 2]).parameters.scale).toBeCloseTo(Math.SQRT2, 15);
    expect(fit(families.ChiSquared, [3]).status.kind).toBe("converged");
  });
});

describe("Laplace", () => {
  test("takes the middle of the interval of medians, weighted or not", () => {
    expect(fit(Laplace, [9, 1, 2, 4]).parameters).toEqual({ location: 3, scale: 2.5 });
    expect(fit(Laplace, [1, 2, 9], { weights: [0.1, 0.2, 0.3] }).parameters.location).toBe(5.5);
    expect(fit(Laplace, [1, 2, 9], { weights: [1, 2, 2] }).parameters.location).toBe(2);
  });
});

describe("Cauchy", () => {
  test("three values have Ferguson's maximum (1978)", () => {
    const [a, b, c] = [1, 2, 7];
    const sum = (b - a) ** 2 + (c - b) ** 2 + (c - a) ** 2;
    const { location, scale } = fit(Cauchy, [c, a, b]).parameters;
    expect(location).toBeCloseTo((a * (c - b) ** 2 + b * (c - a) ** 2 + c * (b - a) ** 2) / sum, 13);
    expect(scale).toBeCloseTo((Math.sqrt(3) * (b - a) * (c - b) * (c - a)) / sum, 13);
  });
  test("a value with half of the data or more has no maximum", () => {
    expect(fit(Cauchy, [5, 5, 5, 1, 9]).status.kind).toBe("degenerate");
    expect(fit(Cauchy, [5, 1, 5, 9]).status).toMatchObject({
      kind: "boundary",
      parameter: "scale",
      limit: 0,
    });
    expect(fit(Cauchy, [5, 1]).status.kind).toBe("notIdentifiable");
    expect(fit(Cauchy, [5, 1]).parameters).toEqual({ location: 3, scale: 2 });
  });
  test("far outliers and any unit", () => {
    const data = [1, 2, 3, 4, 5.5, 1e12, -1e9];
    const plain = fit(Cauchy, data).parameters;
    expectMaximum(fit(Cauchy, data) as never, [1e-3, 1e-3]);
    const small = fit(
      Cauchy,
      data.map((x) => x * 1e-200),
    ).parameters;
    expect(small.location / plain.location).toBeCloseTo(1e-200, 210);
    expect((small.scale * 1e200) / plain.scale).toBeCloseTo(1, 12);
  });
  test("with a known scale it finds the highest of the maxima", () => {
    const data = [-20, -19, 0, 31, 31.5, 32];
    expect(fit(Cauchy, data, { fixed: { scale: 0.5 } }).parameters.location).toBeCloseTo(31.5, 1);
  });
});

describe("nearly equal values keep their digits", () => {
  const z = families.Normal({ mean: 0, standardDeviation: 1 }).sample(new Key(3), 100);
  const data = z.map((v) => 1e5 + 1e-5 * v);
  const relative = data.map((x) => (x - 1e5) / 1e5);
  const mean = relative.reduce((sum, d) => sum + d, 0) / 100;
  const variance = relative.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 100;
  test("Gamma's shape is 1/variance of x/mean, 1e20", () => {
    expect(fit(Gamma, data).parameters.shape * variance).toBeCloseTo(1, 8);
  });
  test("InverseGaussian's shape is mean/variance", () => {
    expect((fit(InverseGaussian, data).parameters.shape * variance) / 1e5).toBeCloseTo(1, 8);
  });
  test("LogNormal's deviation", () => {
    expect(fit(LogNormal, data).parameters.logStandardDeviation / Math.sqrt(variance)).toBeCloseTo(1, 8);
  });
});

describe("Weibull", () => {
  test.each([
    [1e-3, 1],
    [1e4, 1e-200],
    [2, 1e200],
  ])("shape %d at scale %d", (shape, scale) => {
    const u = Float64Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);
    const data = u.map((p) => scale * (-Math.log1p(-p)) ** Math.min(1 / shape, 60));
    const result = fit(Weibull, data);
    expect(result.status.kind).toBe("converged");
    if (1 / shape < 60) expect(result.parameters.shape / shape).toBeCloseTo(1, 1);
    const mean =
      data.reduce((sum, x) => sum + (x / result.parameters.scale) ** result.parameters.shape, 0) / 400;
    expect(mean).toBeCloseTo(1, 11);
  });
});

test("LogNormal data may span 400 powers of ten", () => {
  const { parameters } = fit(LogNormal, [1e-200, 1, 1e200]);
  expect(parameters.logMean).toBeCloseTo(0, 10);
  expect(parameters.logStandardDeviation).toBeCloseTo(200 * Math.LN10 * Math.sqrt(2 / 3), 10);
});

describe("GeneralizedExtremeValue", () => {
  test("without a maximum above ξ = -1 it is degenerate", () => {
    const { status, parameters } = fit(GeneralizedExtremeValue, [1, 8, 9.5, 9.9, 9.99, 10]);
    expect(status.kind).toBe("degenerate");
    expect(parameters.shape).toBe(-1);
    expect(parameters.location + parameters.scale).toBeCloseTo(10, 12);
  });
  test("Gumbel data have a shape near 0, found in any unit", () => {
    const data = families.Gumbel({ location: 0, scale: 1 }).sample(new Key(4), 300);
    const result = fit(GeneralizedExtremeValue, data);
    expect(Math.abs(result.parameters.shape)).toBeLessThan(3 * result.standardErrors.shape);
    expectMaximum(result as never, [1e-3, 1e-3, 1e-3]);
    const large = fit(
      GeneralizedExtremeValue,
      data.map((x) => 1e200 * x),
    );
    expect(large.parameters.shape).toBeCloseTo(result.parameters.shape, 10);
  });
});

describe("Triangular", () => {
  test("the mode is a value, and nothing is higher", () => {
    const data = Triangular({ low: -1, mode: 0, high: 3 }).sample(new Key(7), 60);
    const result = fit(Triangular, data);
    const { low, mode, high } = result.parameters;
    expect(data.includes(mode)).toBe(true);
    const height = (l: number, m: number, h: number) =>
      Triangular({ low: l, mode: m, high: h })
        .logPdf(data)
        .reduce((sum, v) => sum + v, 0);
    const top = height(low, mode, high);
    for (const other of data) expect(height(low, other, high)).toBeLessThanOrEqual(top + 1e-12);
    for (const e of [1e-4, -1e-4]) {
      expect(height(low + e, mode, high)).toBeLessThan(top);
      expect(height(low, mode, high + e)).toBeLessThan(top);
    }
  });
  test("many values end where ends and mode agree; a mode may be an end", () => {
    const data = Triangular({ low: 0, mode: 0, high: 1 }).sample(new Key(6), 5000);
    const { low, mode, high } = fit(Triangular, data).parameters;
    expect(low).toBeLessThanOrEqual(mode);
    expect(mode).toBeLessThan(0.02);
    expect(high).toBeCloseTo(1, 1);
    expect(fit(Triangular, [1, 1, 1, 2]).parameters).toMatchObject({ low: 1, mode: 1 });
  });
});

describe("Logistic and Gumbel from far starts", () => {
  test.each([
    ["two values", [0, 1]],
    ["ties and an outlier", [1, 1, 1, 1, 1, 1, 1, 2, 1e10]],
    ["an outlier below", [-1e10, 1, 2, 3, 4, 4.5]],
  ])("%s", (_, data) => {
    for (const family of [Logistic, families.Gumbel]) {
      const result = fit(family, data);
      expect(result.status.kind).toBe("converged");
      expectMaximum(result as never, [1e-4 * result.parameters.scale, 1e-4 * result.parameters.scale]);
    }
  });
});
