import { div, exp, Key, log, mul, sub, type Tensor, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { positive, real } from "../constraints/index.js";
import type { Family } from "../distribution.js";
import { Beta } from "../distributions/beta.js";
import { F } from "../distributions/f.js";
import { Gamma } from "../distributions/gamma.js";
import { GeneralizedExtremeValue } from "../distributions/generalizedExtremeValue.js";
import { LogLogistic } from "../distributions/logLogistic.js";
import { NegativeBinomial } from "../distributions/negativeBinomial.js";
import { StudentT } from "../distributions/studentT.js";
import { VonMises } from "../distributions/vonMises.js";
import { Weibull } from "../distributions/weibull.js";
import { ZeroInflatedPoisson } from "../distributions/zeroInflatedPoisson.js";
import { censored } from "../fit/censored.js";
import { fit } from "../fit/fit.js";
import type { FitResult } from "../fit/result.js";
import { mle } from "../mle/mle.js";
import { Sample } from "../sample.js";
import { profileCurve } from "./profileCurve.js";
import fixture from "./profileEnds.fixture.json" with { type: "json" };

/** The χ² quantile of 95 %, one degree of freedom. */
const quantile = 3.841458820694124;
const ends = ["low", "high"] as const;

/** Ends inside the parameters' bounds, each with its parameter's name. */
function endsOf(result: FitResult): [name: string, end: number][] {
  return Object.entries(result.confidenceIntervals()).flatMap(([name, interval]) =>
    ends.map((end): [string, number] => [name, interval[end]]),
  );
}

describe("at each end a refit's deviance is the quantile", () => {
  test.each<[Family, object]>([
    [GeneralizedExtremeValue as never, { location: 2, scale: 1.3, shape: -0.2 }],
    [GeneralizedExtremeValue as never, { location: 2, scale: 1.3, shape: 0.2 }],
    [StudentT as never, { location: 0, scale: 1, degreesOfFreedom: 3 }],
    [NegativeBinomial as never, { mean: 4, size: 2 }],
    [Gamma as never, { shape: 2, scale: 1 }],
    [Weibull as never, { shape: 1.5, scale: 2 }],
    [Beta as never, { alpha: 0.5, beta: 2 }],
    [ZeroInflatedPoisson as never, { rate: 2, zeroProbability: 0.3 }],
    [F as never, { numeratorDegreesOfFreedom: 5, denominatorDegreesOfFreedom: 10 }],
    [LogLogistic as never, { shape: 2, scale: 1 }],
    [VonMises as never, { mean: 1, concentration: 2 }],
  ])("%o %o", (family, truth) => {
    let found = 0;
    const lost: number[] = [];
    for (const n of [8, 15, 60])
      for (const seed of [0, 1, 2, 3]) {
        const data = Array.from(family(truth as never).sample(new Key(100 * seed + n), n));
        const result = fit(family, data);
        if (result.status.kind !== "converged") continue;
        for (const [name, end] of endsOf(result)) {
          if (Number.isNaN(result.standardErrors[name])) continue;
          if (Number.isNaN(end)) lost.push(n);
          else if (isInside(family, name, end)) {
            found++;
            const refit = fit(family, data, { fixed: { [name]: end } });
            const deviance = 2 * (result.logLikelihood - refit.logLikelihood);
            expect(Math.abs(deviance - quantile), `${name} ${end} of ${n}, seed ${seed}`).toBeLessThan(1e-3);
          }
        }
      }
    expect(found).toBeGreaterThan(20);
    // Of few values, of a shape of about 1 as they have it, the profile may go over into an infinite likelihood.
    expect(lost.filter((n) => n > 8)).toEqual([]);
    expect(lost.length).toBeLessThan(0.2 * found);
  });

  function isInside(family: Family, name: string, end: number): boolean {
    const isEdge = family === (GeneralizedExtremeValue as never) && name === "shape" && end === -1;
    // Student's likelihood has no bound with few degrees of freedom: one value of n alone.
    const isFew = name === "degreesOfFreedom" && end < 0.15;
    return !isEdge && !isFew && end > -Infinity && end < Infinity && (end !== 0 || name === "location");
  }
});

describe("of the generalized extreme value distribution", () => {
  const close = (value: number) => (value === -1 ? -1 : expect.closeTo(value, 7));

  test.each(fixture.cases.map((entry) => [entry.sample.length, entry] as const))(
    "ends of %i values are those of SciPy's densities",
    (_, { sample, intervals }) => {
      expect(fit(GeneralizedExtremeValue, sample).confidenceIntervals()).toEqual(
        Object.fromEntries(
          Object.entries(intervals).map(([name, { low, high }]) => [
            name,
            { low: close(low), high: close(high) },
          ]),
        ),
      );
    },
  );

  test("an end that the likelihood doesn't have is NaN, not the last place that a search was at", () => {
    // Towards a small scale the maximum over the others goes to an infinite likelihood before it has dropped.
    const data = GeneralizedExtremeValue({ location: 2, scale: 1.3, shape: 0.2 }).sample(new Key(8), 8);
    const result = fit(GeneralizedExtremeValue, data);
    const { scale, location } = result.confidenceIntervals();
    expect([scale.low, location.low]).toEqual([Number.NaN, Number.NaN]);
    expect(scale.high).toBeGreaterThan(result.parameters.scale);
  });

  test("a curve stays where the likelihood has a bound", () => {
    const result = fit(GeneralizedExtremeValue, fixture.cases[3]!.sample);
    const { values, drops } = profileCurve(result, "shape", {
      interval: { low: -0.98, high: 1 },
      points: 9,
    });
    expect(values[0]).toBeGreaterThanOrEqual(-1);
    expect(drops.every((drop) => drop <= 0)).toBe(true);
  });

  const eight = fixture.cases[3]!.sample;

  test("a known scale whose likelihood is highest at the edge of the support is degenerate", () => {
    const { status, parameters, standardErrors, logLikelihood } = fit(GeneralizedExtremeValue, eight, {
      fixed: { scale: 3 },
    });
    expect(status).toMatchObject({ kind: "degenerate", reason: expect.stringContaining("shape goes to -1") });
    expect(parameters.shape).toBeCloseTo(-1, 8);
    expect(standardErrors.shape).toBeNaN();
    const [greatest, mean] = [5.1, eight.reduce((sum, value) => sum + value, 0) / 8];
    // At the limit log f(x) = -log σ - (M - x)/σ.
    expect(logLikelihood).toBeCloseTo(-8 * (Math.log(3) + (greatest - mean) / 3), 5);
  });

  test.each([
    { scale: 0.02 },
    { location: 40 },
    { location: -30, scale: 2 },
    { scale: 0.3, shape: 0.5 },
    { scale: 0.3, shape: -0.5 },
  ])("a search with %o known starts within the support", (fixed) => {
    const { record } = GeneralizedExtremeValue;
    const start = record.start(new Sample(Float64Array.from(eight)), fixed);
    expect(start).toMatchObject(fixed);
    const [low, high] = record.support(start);
    expect(eight.every((value) => value > low && value < high)).toBe(true);
  });

  test("so are censored values' ends", () => {
    const data = censored({ lower: [...eight, 3, 4], upper: [...eight, Infinity, Infinity] });
    const result = fit(GeneralizedExtremeValue, data);
    expect(result.status.kind).toBe("converged");
    const { high } = result.confidenceIntervals().shape;
    const refit = fit(GeneralizedExtremeValue, data, { fixed: { shape: high } });
    expect(2 * (result.logLikelihood - refit.logLikelihood)).toBeCloseTo(quantile, 3);
  });
});

test.each([30, 50])(
  "ends of a likelihood of one's own whose support moves are ends of its profile, key %i",
  (key) => {
    const data = Weibull({ shape: 2.5, scale: 3 }).sample(new Key(key), 20);
    const least = Math.min(...data);
    // Weibull's distribution above a location.
    const logDensity = (
      x: Tensor,
      { location, scale, shape }: Record<"location" | "scale" | "shape", Tensor>,
    ) => {
      const t = log(div(sub(x, location), scale));
      return sub(sub(mul(sub(shape, 1), t), exp(mul(shape, t))), log(div(scale, shape)));
    };
    const parameters = { location: real(), scale: positive() };
    const start = { location: least - 0.5, scale: 3 };
    const found = mle({
      data,
      parameters: { ...parameters, shape: positive() },
      start: { ...start, shape: 2 },
      logDensity,
    });
    const { shape } = found.confidenceIntervals();
    for (const end of ends) {
      const logDensityAt = (x: Tensor, free: Record<"location" | "scale", Tensor>) =>
        logDensity(x, { ...free, shape: tensor(shape[end], { dtype: "float64" }) });
      const refit = mle({ data, parameters, start, logDensity: logDensityAt });
      expect(refit.status.kind).toBe("converged");
      expect(2 * (found.logLikelihood - refit.logLikelihood)).toBeCloseTo(quantile, 4);
    }
  },
);
