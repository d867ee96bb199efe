import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";

const data = Gumbel({ location: 3, scale: 2 }).sample(new Key(5), 60);

describe("profile intervals", () => {
  test("of the normal distribution are the known equations", () => {
    const x = [4.1, 5.2, 3.3, 6.8, 5.5, 4.9];
    const result = fit(Normal, x);
    const { mean, standardDeviation } = result.confidenceIntervals({ level: 0.9 });
    const chi = 1.6448536269514722 ** 2;
    const n = x.length;
    // l_p(μ) = -n/2·log(σ̂² + (μ - x̄)²)
    const half = result.parameters.standardDeviation * Math.sqrt(Math.expm1(chi / n));
    expect(mean.high - result.parameters.mean).toBeCloseTo(half, 8);
    expect(result.parameters.mean - mean.low).toBeCloseTo(half, 8);
    // n·log(σ/σ̂) + n/2·(σ̂²/σ² - 1) = χ²/2
    for (const sigma of [standardDeviation.low, standardDeviation.high]) {
      const ratio = sigma / result.parameters.standardDeviation;
      expect(n * Math.log(ratio) + (n / 2) * (1 / ratio ** 2 - 1)).toBeCloseTo(chi / 2, 7);
    }
  });

  test("don't depend on the unit of the data", () => {
    const plain = fit(Gumbel, data).confidenceIntervals();
    const scaled = fit(
      Gumbel,
      data.map((x) => 1e150 * x),
    ).confidenceIntervals();
    expect(scaled.location.low / 1e150).toBeCloseTo(plain.location.low, 8);
    expect(scaled.scale.high / 1e150).toBeCloseTo(plain.scale.high, 8);
  });
});

test("Wald intervals stay within the bounds", () => {
  const result = fit(Gumbel, data.subarray(0, 3));
  const { location, scale } = result.confidenceIntervals({ method: "wald", level: 0.999 });
  expect(scale.low).toBeGreaterThan(0);
  expect(scale.low * scale.high).toBeCloseTo(result.parameters.scale ** 2, 10);
  expect((location.low + location.high) / 2).toBeCloseTo(result.parameters.location, 12);
});

test("bootstrap, Wald and profile intervals agree about where the data leave little doubt", () => {
  const many = Gumbel({ location: 3, scale: 2 }).sample(new Key(6), 1500);
  const result = fit(Gumbel, many);
  const profile = result.confidenceIntervals();
  const wald = result.confidenceIntervals({ method: "wald" });
  const bootstrap = result.confidenceIntervals({ method: "bootstrap", key: new Key(3), resamples: 400 });
  expect(result.confidenceIntervals({ method: "bootstrap", key: new Key(3), resamples: 400 })).toEqual(
    bootstrap,
  );
  for (const name of ["location", "scale"] as const)
    for (const end of ["low", "high"] as const) {
      const error = result.standardErrors[name];
      expect(Math.abs(wald[name][end] - profile[name][end])).toBeLessThan(0.1 * error);
      expect(Math.abs(bootstrap[name][end] - profile[name][end])).toBeLessThan(0.4 * error);
    }
});

test("no interval where there is no maximum", () => {
  const { location } = fit(Gumbel, [2, 2, 2]).confidenceIntervals();
  expect(location).toEqual({ low: Number.NaN, high: Number.NaN });
  expect(() => fit(Gumbel, data).confidenceIntervals({ level: 95 })).toThrow(
    "expected a level inside (0, 1), got 95",
  );
});
