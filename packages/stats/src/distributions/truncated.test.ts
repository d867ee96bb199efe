import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import type { Family } from "../distribution.js";
import { censored } from "../fit/censored.js";
import { fit } from "../fit/fit.js";
import { expectClose } from "../testing/expectClose.js";
import { testDistribution } from "../testing/laws.js";
import { Cauchy } from "./cauchy.js";
import { Exponential } from "./exponential.js";
import { Gamma } from "./gamma.js";
import { Gumbel } from "./gumbel.js";
import { Laplace } from "./laplace.js";
import { Normal } from "./normal.js";
import { Poisson } from "./poisson.js";
import references from "./truncated.fixture.json" with { type: "json" };
import { Truncated } from "./truncated.js";
import { Uniform } from "./uniform.js";
import { Weibull } from "./weibull.js";

const normals = [
  { mean: 1, standardDeviation: 1 },
  { mean: -0.5, standardDeviation: 1.5 },
  { mean: 8, standardDeviation: 3 },
];
// Numbers near an end that the base's quantile is far from can't be told apart.
const near = { lower: 1e-3, upper: 1e-3 };
testDistribution(Truncated(Normal, { low: 0 }), { parameters: normals, lowestTail: { lower: 1e-3 } });
testDistribution(Truncated(Normal, { low: -1, high: 4 }), { parameters: normals, lowestTail: near });
testDistribution(Truncated(Gumbel, { high: 3 }), {
  parameters: [{ location: 1, scale: 2 }],
  lowestTail: { upper: 1e-3 },
});
testDistribution(Truncated(Weibull, { low: 0.5 }), {
  parameters: [{ shape: 1.5, scale: 2 }],
  lowestTail: { lower: 1e-3 },
});
const cutLaplace = Truncated(Laplace, { low: -1, high: 4 });
testDistribution(cutLaplace, {
  parameters: [{ location: 0.5, scale: 1.25 }],
  lowestTail: near,
  kinks: [cutLaplace({ location: 0.5, scale: 1.25 }).cdf(0.5)],
});
testDistribution(Truncated(Poisson, { low: 0, high: 12 }), { parameters: [{ rate: 2.5 }, { rate: 9 }] });

const families = { Normal, Gumbel, Gamma };

describe("truncated distributions equal integrals of their densities", () => {
  for (const { family, parameters, low, high, rows, moments } of references.cases) {
    const bounds = { ...(low !== null && { low }), ...(high !== null && { high }) };
    const base = families[family as keyof typeof families] as unknown as Family;
    const d = Truncated(base, bounds)(parameters as never);
    test(`${d} from ${low} to ${high}`, () => {
      // The logarithm of the base's density at 30σ is -450, the gamma's at 2000 -660, whose last digits are 6e-14 and 1.1e-13.
      const rounding = low === 30 || low === 2000 ? 2e-13 : 1e-14;
      for (const [x, logPdf, logCdf, logSurvival] of rows as [number, number, number, number][]) {
        expect(Math.abs(d.logPdf(x) - logPdf)).toBeLessThan(rounding + 1e-13 * Math.abs(logPdf));
        expect(Math.abs(d.logCdf(x) - logCdf)).toBeLessThan(1e-12 + 10 * rounding);
        expect(Math.abs(d.logSurvival(x) - logSurvival)).toBeLessThan(
          rounding + 1e-12 * Math.abs(logSurvival),
        );
      }
      expectClose(d.mean, moments.mean, 1e-12, "mean");
      for (const name of ["variance", "skewness", "kurtosis", "entropy"] as const)
        expectClose(d[name], moments[name], 1e-10, name);
    });
  }
});

describe("a fit of a truncated family", () => {
  const { data, parameters, logLikelihood, standardErrors } = references.fit;

  test("is that of the family with truncation, and the solution of the score equations", () => {
    const plain = fit(Normal, data, { truncation: { low: 0 } });
    const truncated = fit(Truncated(Normal, { low: 0 }), data);
    expect(truncated.parameters).toEqual(plain.parameters);
    expect(truncated.standardErrors).toEqual(plain.standardErrors);
    expect(truncated.logLikelihood).toBe(plain.logLikelihood);
    expectClose(plain.logLikelihood, logLikelihood, 1e-13, "log-likelihood");
    for (const name of ["mean", "standardDeviation"] as const) {
      expectClose(plain.parameters[name], parameters[name], 1e-10, name);
      expectClose(plain.standardErrors[name], standardErrors[name], 1e-9, `error of ${name}`);
      // An exponential family: both informations are the same at the maximum.
      const place = name === "mean" ? 0 : 1;
      expectClose(
        truncated.expectedCovariance[place]![place]!,
        truncated.covariance[place]![place]!,
        1e-8,
        "expected information",
      );
    }
    expect(truncated.distribution.support).toEqual([0, Infinity]);
    expect(truncated.confidenceIntervals()).toEqual(plain.confidenceIntervals());
  });

  test.each<[string, { low?: number; high?: number }]>([
    ["above", { low: 1 }],
    ["below", { high: 4 }],
    ["both", { low: 1, high: 4 }],
  ])("truncated %s finds the truth in any unit", (_, bounds) => {
    const all = Normal({ mean: 2, standardDeviation: 2 }).sample(new Key(3), 4000);
    const kept = all.filter((x) => x > (bounds.low ?? -Infinity) && x <= (bounds.high ?? Infinity));
    const result = fit(Truncated(Normal, bounds), kept);
    expect(result.status.kind).toBe("converged");
    expect(Math.abs(result.parameters.mean - 2)).toBeLessThan(3 * result.standardErrors.mean);
    const unit = 2 ** 500;
    const far = fit(
      Truncated(Normal, Object.fromEntries(Object.entries(bounds).map(([name, x]) => [name, x * unit]))),
      kept.map((x) => x * unit),
    );
    expectClose(far.parameters.mean / unit, result.parameters.mean, 1e-10, "mean");
    expectClose(far.standardErrors.mean / unit, result.standardErrors.mean, 1e-8, "error");
  });

  test("names the exponential limit of a normal distribution as its boundary", () => {
    // The squares' mean is above twice the mean's square: longer-tailed than any truncated normal.
    for (const data of [
      [0.1, 0.1, 0.2, 0.3, 0.5, 0.9, 4],
      [0.1, 0.5, 1.2, 3.5, 0.2, 0.3, 2, 0.7, 6],
    ]) {
      const result = fit(Truncated(Normal, { low: 0 }), data);
      expect(result.status).toMatchObject({ kind: "boundary", parameter: "mean", limit: -Infinity });
      expect(result.standardErrors.mean).toBeNaN();
      const limit = fit(Exponential, data).logLikelihood;
      expect(result.logLikelihood).toBeLessThan(limit);
      expect(result.logLikelihood).toBeGreaterThan(limit - 0.01);
    }
    // A hair shorter-tailed than exponential data, and there is a maximum far out.
    expect(fit(Truncated(Normal, { low: 0 }), [0.1, 0.5, 1.2, 3.5, 0.2, 0.3, 2, 0.7, 3.4]).status.kind).toBe(
      "converged",
    );
  });

  test("knows that values censored from the left lie above the bound", () => {
    const lower = [-Infinity, 2, 3, 2.5];
    const upper = [2, 2, 4, Infinity];
    const stated = fit(Gumbel, censored({ lower: [1, 2, 3, 2.5], upper: [2, 2, 4, 6] }), {
      truncation: { low: 1, high: 6 },
      fixed: { scale: 1 },
    });
    const result = fit(Gumbel, censored({ lower, upper }), {
      truncation: { low: 1, high: 6 },
      fixed: { scale: 1 },
    });
    expect(result.parameters).toEqual(stated.parameters);
    expect(
      fit(Truncated(Gumbel, { low: 1, high: 6 }), censored({ lower, upper }), { fixed: { scale: 1 } })
        .parameters,
    ).toEqual(stated.parameters);
    expect(() => fit(Gumbel, censored({ lower: [0, 2], upper: [1, 2] }), { truncation: { low: 1 } })).toThrow(
      "expected bounds [0] that overlap the truncation",
    );
  });

  test("of counts without zeros", () => {
    const counts = Truncated(Poisson, { low: 0 })({ rate: 1.5 }).sample(new Key(2), 500);
    const { parameters, status } = fit(Truncated(Poisson, { low: 0 }), counts);
    expect(status.kind).toBe("converged");
    // λ/(1 - e^-λ) is the mean.
    const mean = counts.reduce((sum, x) => sum + x, 0) / counts.length;
    expectClose(parameters.rate / -Math.expm1(-parameters.rate), mean, 1e-10, "mean");
    expect(() => fit(Truncated(Poisson, { low: 0 }), [1, 0])).toThrow(
      "expected value [1] to be a whole number above 0",
    );
  });

  test("goodness of fit draws from the truncated distribution", () => {
    const data = Truncated(Gumbel, { low: 0 })({ location: 0, scale: 1 }).sample(new Key(5), 80);
    const good = fit(Truncated(Gumbel, { low: 0 }), data).goodnessOfFit({ resamples: 49 });
    expect(good.andersonDarling!.pValue).toBeGreaterThan(0.03);
  });
});

test("a bound outside of the support cuts nothing off", () => {
  const plain = Exponential({ rate: 2 });
  const d = Truncated(Exponential, { low: -3 })({ rate: 2 });
  expect([d.logPdf(1), d.cdf(1), d.quantile(0.3)]).toEqual([
    plain.logPdf(1),
    plain.cdf(1),
    plain.quantile(0.3),
  ]);
  const data = [0.3, 1, 2];
  expectClose(fit(Exponential, data, { truncation: { low: -1 } }).parameters.rate, 3 / 3.3, 1e-12, "rate");
  expect(() => Truncated(Uniform, { low: 0 })({ low: 1, high: 2 })).toThrow(
    "expected a support that reaches",
  );
});

test("tails without moments, kinks, and truncation twice", () => {
  const half = Truncated(Cauchy, { low: 0 })({ location: 0, scale: 1 });
  expect(half.mean).toBe(Infinity);
  // log 2π
  expectClose(half.entropy, Math.log(2 * Math.PI), 1e-9, "entropy");
  // |X| - ½·log … of a kink at 0: mean by hand, ∫x·e^-|x|/2 over [-1, 2] divided by the mass.
  const laplace = Truncated(Laplace, { low: -1, high: 2 })({ location: 0, scale: 1 });
  const mass = 1 - (Math.exp(-1) + Math.exp(-2)) / 2;
  expectClose(laplace.mean, (2 / Math.E - 3 * Math.exp(-2)) / 2 / mass, 1e-11, "mean");
  const twice = Truncated(Truncated(Normal, { low: 0 }), { low: -1, high: 3 });
  expect(twice.record.truncation).toMatchObject({ low: 0, high: 3, base: Normal.record });
  expect(() => Truncated(Normal, { low: 2, high: 2 })).toThrow("expected low below high, got 2 and 2");
});
