import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";
import { distances } from "./distances.js";

describe("distances", () => {
  // By their integrals between the order statistics, with F = Φ.
  const sorted = Float64Array.of(-1.2, -0.3, 0.1, 0.8, 2.5);
  const normal = Normal({ mean: 0, standardDeviation: 1 });

  test("equal their integrals", () => {
    const edges = [0, ...normal.cdf(sorted), 1];
    const n = sorted.length;
    const integral = (f: (empirical: number, u: number) => number) => {
      let sum = 0;
      for (let i = 0; i <= n; i++) {
        // Gauss's midpoint on many cells; the integrand is smooth between the steps.
        const cells = 20_000;
        const [a, b] = [edges[i]!, edges[i + 1]!];
        for (let c = 0; c < cells; c++)
          sum += (f(i / n, a + ((b - a) * (c + 0.5)) / cells) * (b - a)) / cells;
      }
      return n * sum;
    };
    const { cramerVonMises, andersonDarling, kolmogorovSmirnov } = distances(normal, sorted);
    expect(cramerVonMises).toBeCloseTo(
      integral((e, u) => (e - u) ** 2),
      7,
    );
    expect(andersonDarling).toBeCloseTo(
      integral((e, u) => (e - u) ** 2 / (u * (1 - u))),
      3,
    );
    const steps = edges.slice(1, -1).flatMap((u, i) => [Math.abs(u - i / n), Math.abs(u - (i + 1) / n)]);
    expect(kolmogorovSmirnov).toBe(Math.max(...steps));
  });

  test("see values far out, where 1 - F is 0", () => {
    const { andersonDarling } = distances(normal, Float64Array.of(-50, 0, 50));
    expect(andersonDarling).toBeGreaterThan(800);
    expect(andersonDarling).toBeLessThan(Infinity);
  });
});

describe("goodness of fit", () => {
  test("calls the right family good and a wrong one bad", () => {
    const data = Gumbel({ location: 1, scale: 2 }).sample(new Key(2), 200);
    const good = fit(Gumbel, data).goodnessOfFit({ resamples: 199 });
    const bad = fit(Normal, data).goodnessOfFit({ resamples: 199 });
    for (const name of ["kolmogorovSmirnov", "andersonDarling", "cramerVonMises"] as const) {
      expect(good[name]!.pValue).toBeGreaterThan(0.05);
      expect(bad[name]!.pValue).toBeLessThan(0.05);
    }
    expect(good.resamples).toBe(199);
  });

  test("its p-values are uniform where the family is right, though the parameters were fitted", () => {
    const pValues = Array.from({ length: 60 }, (_, i) => {
      const data = Normal({ mean: 5, standardDeviation: 3 }).sample(new Key(100 + i), 30);
      return fit(Normal, data).goodnessOfFit({ resamples: 99, key: new Key(i) }).andersonDarling!.pValue;
    });
    // Against the table of a known distribution nearly all of them would be above 0.5.
    const below = (p: number) => pValues.filter((value) => value < p).length / pValues.length;
    for (const p of [0.25, 0.5, 0.75]) expect(Math.abs(below(p) - p)).toBeLessThan(0.17);
  });

  test("refuses what it can't judge", () => {
    expect(() => fit(Normal, [1, 2, 3], { truncation: { low: 0 } }).goodnessOfFit()).toThrow(
      "expected exact data, got truncated ones",
    );
    expect(() => fit(Normal, [1, 2, 3], { weights: [1, 1, 0.5] }).goodnessOfFit()).toThrow("got fractions");
    expect(() => fit(Gumbel, [1, 1]).goodnessOfFit()).toThrow("the fit is degenerate: all values are 1");
    expect(() => fit(Gumbel, [1, 2, 4]).goodnessOfFit({ resamples: 0 })).toThrow(
      "expected a number of resamples, got 0",
    );
  });

  test("can be ended early", () => {
    const { resamples } = fit(Gumbel, [1, 2, 4, 3]).goodnessOfFit({ onResample: (done) => done < 7 });
    expect(resamples).toBe(7);
  });
});
