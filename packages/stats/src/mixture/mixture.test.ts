import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { compareFits } from "../compare/compareFits.js";
import { Binomial } from "../distributions/binomial.js";
import { Exponential } from "../distributions/exponential.js";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { Poisson } from "../distributions/poisson.js";
import { Uniform } from "../distributions/uniform.js";
import { fit } from "../fit/fit.js";
import { expectClose } from "../testing/expectClose.js";
import references from "./mixture.fixture.json" with { type: "json" };
import { Mixture } from "./mixture.js";

const Two = Mixture([Normal, Normal]);
const truth = Two({
  weights: [0.3, 0.7],
  components: [
    { mean: -2, standardDeviation: 1 },
    { mean: 3, standardDeviation: 0.5 },
  ],
});

describe("a mixture", () => {
  test("is the weighted sum of its components, in both tails", () => {
    const [a, b] = truth.components;
    for (const x of [-2, 0.5, 3]) {
      expectClose(truth.pdf(x), 0.3 * a!.pdf(x) + 0.7 * b!.pdf(x), 1e-14, "pdf");
      expectClose(truth.cdf(x) + truth.survival(x), 1, 1e-15, "total");
      expectClose(Math.exp(truth.logCdf(x)), truth.cdf(x), 1e-13, "logCdf");
    }
    expect(truth.logPdf(-60)).toBeCloseTo(Math.log(0.3) + a!.logPdf(-60), 9);
    expect(truth.logSurvival(300)).toBeLessThan(-4e4);
    for (const p of [1e-200, 1e-9, 0.3, 0.5, 0.9]) {
      expectClose(truth.cdf(truth.quantile(p)), p, 1e-11, `quantile ${p}`);
      expectClose(truth.survival(truth.upperQuantile(p)), p, 1e-11, `upper quantile ${p}`);
    }
    expect(truth.logPdf([0, 1])).toEqual([truth.logPdf(0), truth.logPdf(1)]);
    expect(truth.pdf(Float64Array.of(0))).toBeInstanceOf(Float64Array);
  });

  test("its moments and entropy are those of its draws", () => {
    const n = 40_000;
    const draws = truth.sample(new Key(5), n);
    expect(truth.sample(new Key(5), 3)).toEqual(draws.subarray(0, 3));
    const mean = (f: (x: number) => number) => draws.reduce((sum, x) => sum + f(x) / n, 0);
    const z = (x: number) => (x - truth.mean) / truth.standardDeviation;
    expect(Math.abs(mean(z))).toBeLessThan(4 / Math.sqrt(n));
    expect(mean((x) => z(x) ** 2)).toBeCloseTo(1, 1);
    expect(mean((x) => z(x) ** 3)).toBeCloseTo(truth.skewness, 1);
    expect(mean((x) => z(x) ** 4) - 3).toBeCloseTo(truth.kurtosis, 1);
    expect(mean((x) => -truth.logPdf(x))).toBeCloseTo(truth.entropy, 1);
    // Components far apart: the entropy of the choice and the mean of theirs.
    const far = Two({
      weights: [0.5, 0.5],
      components: [
        { mean: 0, standardDeviation: 1 },
        { mean: 1e3, standardDeviation: 1 },
      ],
    });
    expectClose(far.entropy, Math.LN2 + Normal({ mean: 0, standardDeviation: 1 }).entropy, 1e-12, "entropy");
  });

  test("of counts has whole quantiles", () => {
    const d = Mixture([Poisson, Poisson])({ weights: [0.4, 0.6], components: [{ rate: 2 }, { rate: 30 }] });
    for (const p of [1e-12, 0.2, 0.4, 0.5, 0.99]) {
      const x = d.quantile(p);
      expect(Number.isInteger(x)).toBe(true);
      expect(d.cdf(x)).toBeGreaterThanOrEqual(p * (1 - 1e-13));
      expect(d.cdf(x - 1)).toBeLessThan(p);
    }
  });

  test("tells which component a value may have come from", () => {
    const [first, second] = truth.responsibilities([-2, 3]);
    expect(first![0]! + first![1]!).toBeCloseTo(1, 15);
    expect(first![0]).toBeGreaterThan(0.999);
    expect(second![1]).toBeGreaterThan(0.999);
    expect(truth.responsibilities(-2)).toEqual(first);
    expect(truth.responsibilities(-200)[0]).toBe(1);
  });

  test("refuses what it can't mix", () => {
    expect(() => Mixture([])).toThrow("expected a family at least");
    expect(() => Mixture([Normal, Poisson])).toThrow("densities only, or of counts only");
    expect(() => Two({ weights: [0.5, 0.6], components: truth.parameters.components })).toThrow("sum to 1.1");
    expect(() => fit(Mixture([Uniform, Normal]), [1, 2])).toThrow("components[0].low bounds the support");
    expect(() => fit(Mixture([Exponential, Exponential]), [1, -2])).toThrow(
      "value [1] within the domain of a component, got -2",
    );
    expect(() => fit(Two, [1, 2, 3], { starts: 0 })).toThrow("expected a number of starts, got 0");
  });
});

describe("its fit", () => {
  test("solves the score equations of two normal components, in any unit", () => {
    const { data, weight, parameters, logLikelihood, standardErrors } = references.normal;
    for (const [unit, centre] of [
      [1, 0],
      [2 ** 300, 0],
      [2 ** -300, 0],
      [1, 2 ** 20],
    ] as const) {
      const result = fit(
        Two,
        data.map((x) => x * unit + centre),
      );
      expect(result.status.kind).toBe("converged");
      // The data are rounded to multiples of 2⁻³² there.
      const digits = centre === 0 ? 1e-9 : 1e-7;
      expectClose(
        result.logLikelihood + data.length * Math.log(unit),
        logLikelihood,
        1e-12 / (digits * 1e9) + digits / 1e3,
        "log-likelihood",
      );
      const { weights, components } = result.parameters;
      expectClose(weights[0]!, weight, digits, "weight");
      const errors = result.standardErrors;
      expectClose(errors.weights[0]!, standardErrors[0]!, 10 * digits, "weight's error");
      for (const [j, component] of components.entries()) {
        expectClose((component.mean! - centre) / unit, parameters[2 * j]!, 10 * digits, "mean");
        expectClose(component.standardDeviation! / unit, parameters[2 * j + 1]!, digits, "deviation");
        expectClose(
          errors.components[j]!.mean! / unit,
          standardErrors[1 + 2 * j]!,
          10 * digits,
          "mean's error",
        );
      }
      expect([result.n, result.k]).toEqual([120, 5]);
    }
  });

  test("solves those of two Poisson components", () => {
    const { data, weight, parameters, logLikelihood, standardErrors } = references.poisson;
    const result = fit(Mixture([Poisson, Poisson]), data);
    expectClose(result.logLikelihood, logLikelihood, 1e-12, "log-likelihood");
    expectClose(result.parameters.weights[0]!, weight, 1e-9, "weight");
    expectClose(result.parameters.components[1]!.rate!, parameters[1]!, 1e-9, "rate");
    expectClose(result.standardErrors.components[1]!.rate!, standardErrors[2]!, 1e-8, "error");
    expect(result.names).toEqual(["weights[0]", "weights[1]", "components[0].rate", "components[1].rate"]);
    expectClose(result.covariance[0]![1]!, -(standardErrors[0]! ** 2), 1e-8, "weights sum to 1");
  });

  test("EM never lowers the likelihood, and the key repeats it", () => {
    const data = truth.sample(new Key(1), 300);
    const run = (key: Key) => {
      const seen: number[][] = [];
      const result = fit(Mixture([Normal, Gumbel]), data, {
        key,
        starts: 4,
        onIteration: ({ start, logLikelihood }) => (seen[start] ??= []).push(logLikelihood),
      });
      return { seen, result };
    };
    const { seen, result } = run(new Key(3));
    expect(seen).toHaveLength(4);
    for (const values of seen)
      for (let i = 1; i < values.length; i++)
        expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]! - 1e-10);
    expect(run(new Key(3)).result.parameters).toEqual(result.parameters);
    expect(result.logLikelihood).toBeGreaterThanOrEqual(Math.max(...seen.flat()) - 1e-9);
  });

  test("finds the truth, weights of values included, components in order", () => {
    const data = truth.sample(new Key(2), 2000);
    const result = fit(Two, [...data, 1e6], { weights: [...data.map(() => 1), 0] });
    for (const [j, { mean }] of truth.parameters.components.entries())
      expect(Math.abs(result.parameters.components[j]!.mean! - mean!)).toBeLessThan(
        4 * result.standardErrors.components[j]!.mean!,
      );
    const sum = truth.sample(new Key(2), 2000).reduce((total, x) => total + result.distribution.logPdf(x), 0);
    expectClose(result.logLikelihood, sum, 1e-12, "log-likelihood");
  });

  test("of a family and another", () => {
    const Both = Mixture([Exponential, Normal]);
    const both = Both({
      weights: [0.5, 0.5],
      components: [{ rate: 2 }, { mean: 5, standardDeviation: 0.7 }],
    });
    const { parameters, standardErrors, status } = fit(Both, both.sample(new Key(4), 1500));
    expect(status.kind).toBe("converged");
    expect(Math.abs(parameters.components[0]!.rate! - 2)).toBeLessThan(
      4 * standardErrors.components[0]!.rate!,
    );
    const counts = Mixture([Binomial, Binomial]);
    const known = [{ trials: 20 }, { trials: 20 }];
    const draws = counts({
      weights: [0.5, 0.5],
      components: [
        { trials: 20, probability: 0.1 },
        { trials: 20, probability: 0.6 },
      ],
    }).sample(new Key(1), 500);
    const found = fit(counts, draws, { fixed: known });
    expect(found.k).toBe(3);
    expect(Math.abs(found.parameters.components[1]!.probability! - 0.6)).toBeLessThan(0.05);
    expect(() => fit(counts, draws)).toThrow("expected components[0].trials in `fixed`");
  });

  test("drops starts that collapse, and says where all do", () => {
    // A value twice over: a component of its own has no spread.
    const result = fit(Two, [0, 0, 5, 5], { starts: 3 });
    expect(result.status.kind).toBe("degenerate");
    expect((result.status as { reason: string }).reason).toMatch(
      /components\[\d\] collapses onto the value [05]/,
    );
    expect(result.standardErrors.weights[0]).toBeNaN();
    expect(fit(Two, [3, 3, 3]).status.kind).toBe("degenerate");
    const data = [...truth.sample(new Key(7), 100), 8];
    expect(fit(Two, data).status.kind).toBe("converged");
  });

  test("says where a component is too many", () => {
    const data = Poisson({ rate: 4 })
      .sample(new Key(1), 40)
      .map((x) => Math.min(x, 5));
    const { status } = fit(Mixture([Poisson, Poisson]), data);
    expect(["boundary", "notIdentifiable"]).toContain(status.kind);
  });

  test("BIC chooses the number of components", () => {
    const data = truth.sample(new Key(11), 400);
    const fits = [1, 2, 3].map((k) => fit(Mixture(Array(k).fill(Normal)), data));
    expect(compareFits(fits, { by: "bic" })[0]!.fit).toBe(fits[1]);
    expectClose(fits[0]!.logLikelihood, fit(Normal, data).logLikelihood, 1e-12, "one component");
  });

  test("errors are those of simulated fits", () => {
    const means = Array.from({ length: 150 }, (_, i) => {
      const start = truth.parameters;
      return fit(Two, truth.sample(new Key(1000 + i), 200), { start }).parameters.components[0]!.mean!;
    });
    const mean = means.reduce((sum, x) => sum + x) / 150;
    const spread = Math.sqrt(means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 150);
    const stated = fit(Two, truth.sample(new Key(3), 20_000)).standardErrors.components[0]!.mean! * 10;
    expect(spread / stated).toBeGreaterThan(0.8);
    expect(spread / stated).toBeLessThan(1.25);
  });
});
