import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { NegativeBinomial } from "../distributions/negativeBinomial.js";
import { Normal } from "../distributions/normal.js";
import { Uniform } from "../distributions/uniform.js";
import { fit } from "../fit/fit.js";
import { bootstrapSteps } from "./confidenceIntervals.js";
import { profileCurve } from "./profileCurve.js";

describe("profileCurve", () => {
  test("of a normal mean is the known equation, whatever the unit", () => {
    const x = [4.1, 5.2, 3.3, 6.8, 5.5, 4.9];
    for (const unit of [1, 1e120]) {
      const result = fit(
        Normal,
        x.map((value) => value * unit),
      );
      const { values, drops } = profileCurve(result, "mean", { points: 9 });
      const { mean, standardDeviation } = result.parameters;
      values.forEach((value, i) => {
        // l_p(μ) - l̂ = -n/2·log(1 + ((μ - x̄)/σ̂)²)
        const expected = -3 * Math.log1p(((value - mean) / standardDeviation) ** 2);
        expect(drops[i]).toBeCloseTo(expected, 8);
      });
      const { low, high } = result.confidenceIntervals().mean;
      expect(values[0]).toBeLessThan(low);
      expect(values[8]).toBeGreaterThan(high);
    }
  });

  test("goes as far as there is a curve where an interval has no end", () => {
    const nearlyPoisson = [3, 5, 4, 7, 2, 4, 5, 1, 4, 10, 1, 4];
    const result = fit(NegativeBinomial, nearlyPoisson);
    expect(result.status.kind).toBe("converged");
    expect(result.confidenceIntervals().size.high).toBe(Infinity);
    const { values, drops } = profileCurve(result, "size");
    expect(values.every(Number.isFinite) && drops.every(Number.isFinite)).toBe(true);
    expect(values[0]).toBeLessThan(result.parameters.size);
    expect(values.at(-1)).toBeGreaterThan(result.parameters.size);
  });

  test("refuses parameters without one", () => {
    expect(() => profileCurve(fit(Uniform, [1, 2, 3]), "low")).toThrow("no smooth maximum in low");
    const result = fit(Normal, [1, 2, 3], { fixed: { mean: 2 } });
    expect(() => profileCurve(result, "mean")).toThrow("one of standardDeviation, got mean");
  });
});

test("bootstrap intervals can be had refit by refit", () => {
  const result = fit(Gumbel, Gumbel({ location: 3, scale: 2 }).sample(new Key(5), 40));
  const options = { key: new Key(3), resamples: 30 };
  const steps = bootstrapSteps(result, options);
  let step = steps.next();
  const seen: number[] = [];
  while (!step.done) {
    seen.push(step.value);
    step = steps.next(true);
  }
  expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(step.value).toEqual(result.confidenceIntervals({ method: "bootstrap", ...options }));
  const early = bootstrapSteps(result, options);
  early.next();
  expect(early.next(false)).toMatchObject({ done: true });
});
