import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import type { Family } from "../distribution.js";
import { Beta } from "../distributions/beta.js";
import { Cauchy } from "../distributions/cauchy.js";
import { Gamma } from "../distributions/gamma.js";
import { GeneralizedExtremeValue } from "../distributions/generalizedExtremeValue.js";
import { Laplace } from "../distributions/laplace.js";
import { NegativeBinomial } from "../distributions/negativeBinomial.js";
import { Normal } from "../distributions/normal.js";
import { censored } from "../fit/censored.js";
import { fit } from "../fit/fit.js";
import { Likelihood } from "../likelihood/likelihood.js";
import { chebyshevPoints, chebyshevWeights } from "./chebyshev.js";
import { condense } from "./condense.js";
import { Profile } from "./profile.js";

const count = 12_000;

test("weights at Chebyshev's points add polynomials up as the values do", () => {
  const values = Float64Array.of(3.1, 4.7, 3.9, 5, 3, 4.2, 3.3);
  const weights = Float64Array.of(9, 2, 0.5, 1, 3, 1, 9);
  const points = chebyshevPoints(3, 5);
  expect([points[24], points[0]]).toEqual([3, 5]);
  // The first and the last value are another interval's.
  const found = chebyshevWeights(values, weights, [1, 6], [3, 5]);
  for (const degree of [0, 1, 7, 24]) {
    const f = (x: number) => (x - 3.6) ** degree;
    let direct = 0;
    for (let i = 1; i < 6; i++) direct += weights[i]! * f(values[i]!);
    const few = points.reduce((sum, point, j) => sum + found[j]! * f(point), 0);
    expect(Math.abs(few / direct - 1), `degree ${degree}`).toBeLessThan(1e-12);
  }
});

describe("condensed observations have the likelihood of all", () => {
  test.each<[string, Family, object, number]>([
    ["Normal", Normal as never, { mean: 3, standardDeviation: 2 }, 500],
    ["Gamma", Gamma as never, { shape: 0.1, scale: 3 }, 3000],
    ["Beta", Beta as never, { alpha: 0.5, beta: 3 }, 2000],
    ["Cauchy", Cauchy as never, { location: 1, scale: 2 }, 2000],
    [
      "GeneralizedExtremeValue",
      GeneralizedExtremeValue as never,
      { location: 1, scale: 2, shape: -0.2 },
      1000,
    ],
    ["NegativeBinomial", NegativeBinomial as never, { size: 0.7, mean: 40 }, 2000],
  ])("%s", (_, family, truth, most) => {
    const data = family(truth as never).sample(new Key(4), count);
    const weights = data.map((_, i) => 0.5 + (i % 4));
    const result = fit(family, data, { weights });
    expect(result.status.kind).toBe("converged");
    const { maximum } = result.onUnitData();
    const before = Float64Array.from(maximum.observations.exact!.values);
    const few = condense(maximum);
    expect(maximum.observations.exact!.values).toEqual(before);
    expect(few.observations.exact!.values.length).toBeLessThan(most);
    const by = maximum.fitted;
    const all = new Likelihood(maximum.record, maximum.observations, by);
    const fewer = new Likelihood(maximum.record, few.observations, by);
    expect(Math.abs(fewer.count / all.count - 1)).toBeLessThan(1e-12);
    const { covariance } = result;
    for (const shift of [0, -4, 4]) {
      const parameters = Object.fromEntries(
        Object.entries(maximum.parameters).map(([name, value], i) => {
          const relative = Math.sqrt(covariance[i]![i]!) / Math.abs(result.parameters[name]!);
          return [name, value * (1 + shift * relative)];
        }),
      );
      const [a, b] = [all.expand(parameters), fewer.expand(parameters)];
      expect(Math.abs(b.value / a.value - 1)).toBeLessThan(1e-11);
      // Scores vary by the roots of the curvatures.
      const unit = by.map((_, i) => Math.sqrt(Math.abs(a.hessian[i * (by.length + 1)]!)));
      for (const [i, slope] of a.gradient.entries()) {
        expect(Math.abs(b.gradient[i]! - slope)).toBeLessThan(1e-8 * unit[i]!);
        for (const [j, other] of unit.entries()) {
          const place = i * by.length + j;
          expect(Math.abs(b.hessian[place]! - a.hessian[place]!)).toBeLessThan(1e-8 * unit[i]! * other);
        }
      }
    }
  });

  test("also where values are known by bounds only, of which there are few", () => {
    const drawn = Normal({ mean: 3, standardDeviation: 2 }).sample(new Key(8), 2 * count);
    const end = drawn.map((_, i) => 3 + 4 * ((i * 0.618) % 1));
    const lower = drawn.map((x, i) => Math.min(x, end[i]!));
    const upper = drawn.map((x, i) => (x < end[i]! ? x : Infinity));
    const result = fit(Normal, censored({ lower, upper }));
    const { maximum } = result.onUnitData();
    const { exact, right } = condense(maximum).observations;
    expect(exact!.values.length).toBeLessThan(500);
    expect(right!.values).toBe(maximum.observations.right!.values);
    const name = "mean";
    const profile = new Profile(maximum, name).interval(0.95, 0.02);
    const few = new Profile(condense(maximum), name).interval(0.95, 0.02);
    expect(Math.abs(few.low - profile.low)).toBeLessThan(1e-9);
    expect(Math.abs(few.high - profile.high)).toBeLessThan(1e-9);
  });

  test("little data, and a likelihood with kinks, stay as they are", () => {
    const few = fit(Normal, Normal({ mean: 0, standardDeviation: 1 }).sample(new Key(1), 500));
    const kinked = fit(Laplace, Laplace({ location: 0, scale: 1 }).sample(new Key(1), count));
    for (const { maximum } of [few.onUnitData(), kinked.onUnitData()])
      expect(condense(maximum)).toBe(maximum);
  });
});

test("intervals of many values are those of the profile of all", () => {
  const data = Gamma({ shape: 2, scale: 3 }).sample(new Key(2), count);
  const result = fit(Gamma, data);
  const intervals = result.confidenceIntervals();
  const { maximum, standardization } = result.onUnitData();
  for (const name of ["shape", "scale"] as const) {
    const unit = standardization.factor(maximum.record.parameters[name]!.role);
    const error = result.standardErrors[name];
    const { low, high } = new Profile(maximum, name).interval(0.95, error / unit);
    expect(Math.abs(intervals[name].low - low * unit) / error).toBeLessThan(1e-7);
    expect(Math.abs(intervals[name].high - high * unit) / error).toBeLessThan(1e-7);
  }
});
