import { Key, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { censored } from "../fit/censored.js";
import { fit } from "../fit/fit.js";
import { StreamFit } from "../fit/stream.js";
import { expectClose } from "../testing/expectClose.js";
import { Bernoulli } from "./bernoulli.js";
import { Binomial } from "./binomial.js";
import { Geometric } from "./geometric.js";
import { NegativeBinomial } from "./negativeBinomial.js";
import { Poisson } from "./poisson.js";
import { ZeroInflatedPoisson } from "./zeroInflatedPoisson.js";

describe("at the boundary the log-likelihood is 0 and the limit is said", () => {
  test.each([
    ["no success", fit(Bernoulli, [0, 0, 0]), "probability", 0],
    ["successes only", fit(Bernoulli, [1, 1]), "probability", 1],
    ["no success in trials", fit(Binomial, [0, 0], { fixed: { trials: 7 } }), "probability", 0],
    ["successes only in trials", fit(Binomial, [7, 7], { fixed: { trials: 7 } }), "probability", 1],
    ["no failures", fit(Geometric, [0, 0, 0]), "probability", 1],
    ["Poisson of zeros", fit(Poisson, [0, 0]), "rate", 0],
    ["negative binomial of zeros", fit(NegativeBinomial, [0, 0]), "mean", 0],
  ])("%s", (_, result, parameter, limit) => {
    expect(result.status).toMatchObject({ kind: "boundary", parameter, limit });
    expect((result.parameters as Record<string, number>)[parameter]).toBe(limit);
    expect(result.logLikelihood).toBeCloseTo(0, 15);
    expect(result.distribution.record).toBe(result.family.record);
  });
});

describe("negative binomial", () => {
  const underdispersed = [8, 9, 10, 12, 14, 15, 7, 11, 14, 6];

  test.each([
    ["less", underdispersed],
    ["no", [3, 3, 3]],
    // Mean and variance are 1.
    ["as much", [0, 0, 1, 2, 1, 2, 1, 1, 0, 2, 0, 2, 1, 0, 2, 1, 3, 0, 0]],
  ])("of data with %s variance than their mean is Poisson's limit, to the last digits", (_, data) => {
    const result = fit(NegativeBinomial, data);
    expect(result.status).toMatchObject({ kind: "boundary", parameter: "size", limit: Infinity });
    const poisson = fit(Poisson, data);
    expectClose(result.logLikelihood, poisson.logLikelihood, 1e-13, "log-likelihood");
    for (const x of [0, 3, 20])
      expectClose(result.distribution.cdf(x), poisson.distribution.cdf(x), 1e-13, `cdf of ${x}`);
    expect(result.distribution.quantile(0.3)).toBe(poisson.distribution.quantile(0.3));
  });

  test("differs from Poisson by ((x-μ)² - x)/2r for a large size", () => {
    const [size, mean] = [1e8, 20];
    for (const x of [0, 3, 20, 60]) {
      const difference = NegativeBinomial({ size, mean }).logPdf(x) - Poisson({ rate: mean }).logPdf(x);
      expectClose(difference, ((x - mean) ** 2 - x) / (2 * size), 1e-4, `x = ${x}`);
    }
  });

  test("score is zero for counts of 1e12, and the truth is within its errors", () => {
    const data = NegativeBinomial({ size: 4, mean: 1e12 }).sample(new Key(2), 400);
    const { parameters, standardErrors, status } = fit(NegativeBinomial, data);
    expect(status.kind).toBe("converged");
    expect(Math.abs(parameters.size - 4)).toBeLessThan(4 * standardErrors.size);
    expect(Math.abs(parameters.mean - 1e12)).toBeLessThan(4 * standardErrors.mean);
    // Of counts so large x/μ is a gamma variable: size and mean are on their own scales.
    const halved = fit(
      NegativeBinomial,
      data.map((x) => Math.round(x / 2)),
    );
    expectClose(halved.parameters.size, parameters.size, 1e-9, "size");
  });
});

describe("zero-inflated Poisson", () => {
  test("without a surplus of zeros is Poisson", () => {
    for (const data of [
      [1, 2, 3],
      [0, 1, 1, 2, 3, 1],
    ]) {
      const result = fit(ZeroInflatedPoisson, data);
      expect(result.status).toMatchObject({ kind: "boundary", parameter: "zeroProbability", limit: 0 });
      expectClose(result.logLikelihood, fit(Poisson, data).logLikelihood, 1e-14, "log-likelihood");
    }
  });

  test("of zeros only can't tell why they are", () => {
    const { status, logLikelihood } = fit(ZeroInflatedPoisson, [0, 0, 0]);
    expect([status.kind, logLikelihood]).toEqual(["notIdentifiable", 0]);
  });

  test("knows the probability of 0 where the Poisson part has none", () => {
    expect(ZeroInflatedPoisson({ zeroProbability: 0, rate: 1000 }).logPdf(0)).toBe(-1000);
    expectClose(
      ZeroInflatedPoisson({ zeroProbability: 1e-3, rate: 1000 }).logPdf(0),
      Math.log(1e-3),
      1e-15,
      "0",
    );
    expectClose(ZeroInflatedPoisson({ zeroProbability: 0.5, rate: 1e-9 }).logPdf(0), -5e-10, 1e-9, "near 1");
  });
});

test("a binomial of no trials, and data that no trials give", () => {
  expect(fit(Binomial, [0, 0], { fixed: { trials: 0 } }).status.kind).toBe("notIdentifiable");
  expect(() => fit(Binomial, [1, 8], { fixed: { trials: 7 } })).toThrow("expected value [1] to be");
  expect(() => fit(Binomial, [1, 2])).toThrow("trials");
  expect(() => fit(Poisson, [1, 2.5])).toThrow(
    "expected value [1] to be a whole number of at least 0, got 2.5",
  );
});

test.each([Poisson, Geometric, NegativeBinomial, ZeroInflatedPoisson])(
  "a stream of parts equals the whole: %o",
  (family) => {
    const data = NegativeBinomial({ size: 2, mean: 3 }).sample(new Key(5), 3000);
    const stream = new StreamFit(family as typeof Poisson);
    for (const [from, to] of [
      [0, 1],
      [1, 900],
      [900, 3000],
    ] as const)
      stream.add(data.subarray(from, to));
    const whole = fit(family as typeof Poisson, data);
    const { parameters } = stream.estimate();
    for (const [name, value] of Object.entries(whole.parameters))
      expectClose(parameters[name as "rate"], value, 1e-12, name);
  },
);

test("weights count values", () => {
  const twice = fit(NegativeBinomial, [0, 1, 1, 6, 2, 2]);
  const weighted = fit(NegativeBinomial, [0, 1, 6, 2], { weights: [1, 2, 1, 2] });
  expectClose(weighted.parameters.size, twice.parameters.size, 1e-13, "size");
});

describe("tails step at whole numbers", () => {
  const d = Poisson({ rate: 3.7 });

  test("of tensors as of arrays", () => {
    const points = [-2, -0.5, 0, 0.5, 2, 2.99, 3, 50.2];
    using x = tensor(points, { dtype: "float64" });
    for (const name of ["pdf", "cdf", "survival", "logCdf", "logSurvival"] as const) {
      using values = d[name](x);
      expect(Array.from(values.dataSync()), name).toEqual(d[name](points));
    }
    using cdf = Bernoulli({ probability: 0.25 }).cdf(x);
    expect(Array.from(cdf.dataSync())).toEqual([0, 0, 0.75, 0.75, 1, 1, 1, 1]);
  });

  test("of censored counts: an interval from -1 to 2 is at most 2", () => {
    const atMost = fit(Poisson, censored({ lower: [-Infinity, 2, 4], upper: [2, 4, Infinity] }));
    const interval = fit(Poisson, censored({ lower: [-1, 2.5, 4.9], upper: [2.9, 4.2, Infinity] }));
    expect(atMost.status.kind).toBe("converged");
    expectClose(interval.parameters.rate, atMost.parameters.rate, 1e-12, "rate");
    expectClose(interval.logLikelihood, atMost.logLikelihood, 1e-13, "log-likelihood");
  });
});

describe("a search by Newton's steps agrees with the family's own way", () => {
  const data = NegativeBinomial({ size: 2, mean: 3 }).sample(new Key(6), 300);
  // A bound that cuts nothing off makes the search necessary.
  const options = { truncation: { low: -1 } };

  test.each([Poisson, Geometric, NegativeBinomial, ZeroInflatedPoisson])("%o", (family) => {
    const own = fit(family as typeof Poisson, data);
    const searched = fit(family as typeof Poisson, data, options);
    expect(searched.status.kind).toBe("converged");
    for (const [name, value] of Object.entries(own.parameters))
      expectClose(searched.parameters[name as "rate"], value, 1e-9, name);
    expectClose(searched.standardErrors.rate ?? 0, own.standardErrors.rate ?? 0, 1e-8, "standard error");
  });

  test("and starts inside where the maximum is at a bound", () => {
    expect(fit(Poisson, [0, 0], options).status).toMatchObject({ kind: "boundary", limit: 0 });
    expect(fit(Bernoulli, [1, 1], options).status).toMatchObject({ kind: "boundary", limit: 1 });
    expect(fit(Geometric, [0, 0], options).status).toMatchObject({ kind: "boundary", limit: 1 });
  });
});
