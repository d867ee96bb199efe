import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import type { Family } from "../distribution.js";
import {
  Beta,
  Cauchy,
  ChiSquared,
  Exponential,
  F,
  Gamma,
  GeneralizedExtremeValue,
  Geometric,
  Gumbel,
  InverseGamma,
  InverseGaussian,
  Logistic,
  LogLogistic,
  LogNormal,
  NegativeBinomial,
  Normal,
  Poisson,
  Rayleigh,
  StudentT,
  Weibull,
  ZeroInflatedPoisson,
} from "../distributions/index.js";
import { Likelihood } from "../likelihood/likelihood.js";
import type { Parameters } from "../record.js";
import { type CensoredData, censored } from "./censored.js";
import { type FitOptions, fit } from "./fit.js";
import type { FitResult } from "./result.js";

/** What is drawn from, with a shape that many searches find hard beside one that is easy. */
const truths: readonly (readonly [unknown, Parameters])[] = [
  [Normal, { mean: -3, standardDeviation: 0.5 }],
  [LogNormal, { logMean: 2, logStandardDeviation: 1.4 }],
  [Exponential, { rate: 40 }],
  [Gamma, { shape: 0.4, scale: 3 }],
  [Gamma, { shape: 800, scale: 1e-60 }],
  [InverseGamma, { shape: 3, scale: 2 }],
  [InverseGaussian, { mean: 2, shape: 5 }],
  [Beta, { alpha: 0.6, beta: 4 }],
  [Weibull, { shape: 0.3, scale: 1e50 }],
  [Weibull, { shape: 40, scale: 3 }],
  [GeneralizedExtremeValue, { location: 5, scale: 2, shape: 0.2 }],
  [Gumbel, { location: 1e6, scale: 1 }],
  [Logistic, { location: 0, scale: 7 }],
  [Cauchy, { location: 2, scale: 0.1 }],
  [LogLogistic, { scale: 4, shape: 2 }],
  [StudentT, { degreesOfFreedom: 3, location: 1, scale: 2 }],
  [Rayleigh, { scale: 3 }],
  [ChiSquared, { degreesOfFreedom: 4 }],
  [F, { numeratorDegreesOfFreedom: 6, denominatorDegreesOfFreedom: 9 }],
  [Geometric, { probability: 0.3 }],
  [Poisson, { rate: 6 }],
  [NegativeBinomial, { size: 1.5, mean: 6 }],
  [ZeroInflatedPoisson, { zeroProbability: 0.3, rate: 4 }],
];

type Asked = readonly [data: readonly number[] | CensoredData, options: FitOptions];

/** The same draws, as they come to hand in practice. */
const ways: Readonly<Record<string, (x: readonly number[], d: ReturnType<Family>) => Asked>> = {
  exact: (x) => [x, {}],
  weighted: (x) => [x, { weights: x.map((_, i) => (i % 7) / 3) }],
  "censored from the right": (x, d) => {
    const end = d.quantile(0.7);
    return [
      censored({ lower: x.map((v) => Math.min(v, end)), upper: x.map((v) => (v > end ? Infinity : v)) }),
      {},
    ];
  },
  "known by intervals": (x, d) => {
    const bounds = [d.support[0], ...[0.1, 0.25, 0.4, 0.6, 0.8, 0.95].map((p) => d.quantile(p)), Infinity];
    if (d.record.kind === "discrete") bounds[0] = -1;
    const place = (v: number) => bounds.findIndex((bound) => v <= bound) - 1;
    return [
      censored({
        lower: x.map((v) => bounds[place(v)]!),
        upper: x.map((v) => bounds[place(v) + 1]!),
      }),
      {},
    ];
  },
  "truncated from below": (x, d) => {
    const low = d.quantile(0.15);
    return [x.filter((v) => v > low), { truncation: { low } }];
  },
};

for (const [made, truth] of truths) {
  const family = made as Family;
  const d = family(truth);
  const { name } = family.record;
  describe(`${d}`, () => {
    for (const [way, ask] of Object.entries(ways))
      test.each([40, 300])(`${way}: nothing near a maximum of %i draws is higher`, (n) => {
        for (let set = 0; set < 3; set++) {
          const [data, options] = ask(Array.from(d.sample(new Key(set).fold(n), n)), d);
          const result = fit(family, data, options);
          const { kind } = result.status;
          // Without its zeros a share of them can't be told.
          const withoutZeros = name === "ZeroInflatedPoisson" && way === "truncated from below";
          const truthful = withoutZeros ? "notIdentifiable" : "boundary";
          expect(["converged", "boundary", truthful], JSON.stringify(result.status)).toContain(kind);
          expectHighest(result, truth);
        }
      });
  });
}

function expectHighest(result: FitResult, truth: Parameters): void {
  const { maximum, standardization } = result.onUnitData();
  const { record, observations, fitted, parameters } = maximum;
  const likelihood = new Likelihood(record, observations, fitted);
  const heightOf = (at: Parameters) => (likelihood.covers(at) ? likelihood.value(at) : -Infinity);
  const top = heightOf(parameters);
  const slack = 1e-9 * Math.max(1, Math.abs(top));
  expect(heightOf(standardization.toUnit(truth)), "beside the truth").toBeLessThanOrEqual(top + slack);
  if (result.status.kind !== "converged") return;
  const { gradient } = likelihood.expand(parameters);
  for (const [i, name] of fitted.entries()) {
    const error = result.standardErrors[name]! / standardization.factor(record.parameters[name]!.role);
    expect(error, `error of ${name}`).toBeGreaterThan(0);
    expect(Math.abs(gradient[i]! * error), `score of ${name} in its errors`).toBeLessThan(1e-7);
    for (const step of [-3, -0.1, -1e-3, 1e-3, 0.1, 3]) {
      const moved = { ...parameters, [name]: parameters[name]! + step * error };
      if (!record.parameters[name]!.constraint.contains([moved[name]!])) continue;
      expect(heightOf(moved), `${name} moved by ${step} errors`).toBeLessThanOrEqual(top + slack);
    }
  }
}
