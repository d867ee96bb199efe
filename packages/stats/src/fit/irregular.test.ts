import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { GeneralizedExtremeValue } from "../distributions/generalizedExtremeValue.js";
import { Laplace } from "../distributions/laplace.js";
import { Truncated } from "../distributions/truncated.js";
import { expectClose } from "../testing/expectClose.js";
import { fit } from "./fit.js";

describe("a generalized extreme value distribution", () => {
  const none = { low: Number.NaN, high: Number.NaN };
  const drawn = (shape: number) =>
    GeneralizedExtremeValue({ location: 10, scale: 2, shape }).sample(new Key(4), 400);

  test("has errors of information where its shape is above -1/2 only", () => {
    const regular = fit(GeneralizedExtremeValue, drawn(-0.3));
    for (const error of Object.values(regular.standardErrors)) expect(error).toBeGreaterThan(0);
    const result = fit(GeneralizedExtremeValue, drawn(-0.7));
    expect(result.status.kind).toBe("converged");
    expect(result.parameters.shape).toBeLessThan(-0.6);
    expect(result.covariance.flat()).toEqual(Array(9).fill(Number.NaN));
    expect(result.expectedCovariance.flat()).toEqual(Array(9).fill(Number.NaN));
    for (const method of ["wald", "profile"] as const)
      expect(result.confidenceIntervals({ method })).toEqual({ location: none, scale: none, shape: none });
    const { shape } = result.confidenceIntervals({ method: "bootstrap", resamples: 40 });
    expect(shape.low).toBeLessThan(-0.7);
    expect(shape.high).toBeGreaterThan(-0.7);
  });

  test("of a known shape below -1/2 has none either, nor of truncated data", () => {
    const data = drawn(-0.7);
    const fixed = { shape: -0.7 };
    expect(fit(GeneralizedExtremeValue, data, { fixed }).standardErrors.scale).toBeNaN();
    const cut = data.filter((x) => x > 9);
    const result = fit(Truncated(GeneralizedExtremeValue, { low: 9 }), cut, { fixed });
    expect(result.standardErrors.scale).toBeNaN();
    const all = fit(GeneralizedExtremeValue, data, { fixed: { shape: -0.2 } });
    expect(all.standardErrors.scale).toBeGreaterThan(0);
  });
});

describe("Laplace's location", () => {
  const truth = { location: 5, scale: 3 };

  test("has the error of the expected information", () => {
    const data = Laplace(truth).sample(new Key(1), 101);
    const result = fit(Laplace, data, { weights: data.map(() => 2) });
    const { scale } = result.parameters;
    for (const covariance of [result.covariance, result.expectedCovariance])
      expectClose(covariance[0]![0]!, scale ** 2 / 202, 1e-13, "variance of the location");
    expectClose(result.standardErrors.scale, scale / Math.sqrt(202), 1e-13, "error of the scale");
    expect(result.covariance[0]![1]).toBe(0);
  });

  test("lies in 95 % of the intervals", () => {
    let covered = 0;
    const repetitions = 1000;
    for (let i = 0; i < repetitions; i++) {
      const result = fit(Laplace, Laplace(truth).sample(new Key(7).fold(i), 200));
      const { location } = result.confidenceIntervals({ method: "wald" });
      if (location.low < 5 && 5 < location.high) covered++;
    }
    // 2.5 standard errors of such shares, and what the median of 200 values lacks: its variance is 4 % above its limit.
    expect(covered / repetitions).toBeGreaterThan(0.925);
    expect(covered / repetitions).toBeLessThan(0.97);
  });

  test("has a profile, and so has the scale at the same location", () => {
    const data = [-3, 1, 2, 2.5, 4, 9, 11];
    const result = fit(Laplace, data);
    const { parameters } = result;
    const { location, scale } = result.confidenceIntervals({ level: 0.9 });
    const half = 1.6448536269514722 ** 2 / 2;
    // -n·log(Σ|x - μ|), and n·log b + Σ|x - μ̂|/b
    const mean = (at: number) => data.reduce((sum, x) => sum + Math.abs(x - at), 0) / data.length;
    for (const end of [location.low, location.high])
      expectClose(7 * Math.log(mean(end) / parameters.scale), half, 1e-7, "drop of the location");
    for (const end of [scale.low, scale.high]) {
      const ratio = end / parameters.scale;
      expectClose(7 * (Math.log(ratio) + 1 / ratio - 1), half, 1e-7, "drop of the scale");
    }
    expect(result.status.kind).toBe("converged");
  });

  test("is refused where only a search could find it", () => {
    expect(() => fit(Laplace, [1, 2, 4], { fixed: { scale: 1 } })).toThrow(
      "fit Laplace: location has a likelihood with kinks",
    );
  });
});
