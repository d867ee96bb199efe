import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";
import { fisherInformation, likelihood, logLikelihood, observedInformation, score } from "./functions.js";

const normal = Normal({ mean: 1, standardDeviation: 2 });

describe("likelihood", () => {
  test("is the product of densities, its logarithm the sum", () => {
    const data = [0.5, 2, -1];
    expect(likelihood(normal, data)).toBeCloseTo(normal.pdf(0.5) * normal.pdf(2) * normal.pdf(-1), 15);
    expect(logLikelihood(normal, data)).toBeCloseTo(Math.log(likelihood(normal, data)), 14);
    const weighted = { weights: [2, 1, 0] };
    expect(likelihood(normal, data, weighted)).toBeCloseTo(normal.pdf(0.5) ** 2 * normal.pdf(2), 15);
    expect(logLikelihood(normal, data, weighted)).toBeCloseTo(2 * normal.logPdf(0.5) + normal.logPdf(2), 14);
    expect(logLikelihood(normal, [])).toBe(0);
  });

  test("underflows where its logarithm is right to twelve digits", () => {
    const n = 100_000;
    const data = Float64Array.from({ length: n }, (_, i) => 1 + 2 * Math.sin(i));
    expect(likelihood(normal, data)).toBe(0);
    // By whole sums: Σz² of the sine has a closed form.
    const sumOfSquares = n / 2 - (Math.sin(n) * Math.cos(n - 1)) / (2 * Math.sin(1));
    const exact = -n * Math.log(2 * Math.sqrt(2 * Math.PI)) - sumOfSquares / 2;
    expect(Math.abs(logLikelihood(normal, data) / exact - 1)).toBeLessThan(1e-12);
  });
});

test("the score vanishes at the maximum and points to it elsewhere", () => {
  const data = Gumbel({ location: 3, scale: 2 }).sample(new Key(0), 100);
  const { distribution } = fit(Gumbel, data);
  for (const slope of Object.values(score(distribution, data))) expect(Math.abs(slope)).toBeLessThan(1e-11);
  const { location, scale } = distribution.parameters;
  expect(score(Gumbel({ location: location - 1, scale }), data).location).toBeGreaterThan(0);
});

test("information of the normal distribution: 1/σ² and 2/σ²", () => {
  const expected = fisherInformation(normal);
  expect(expected[0]![0]).toBeCloseTo(1 / 4, 10);
  expect(expected[1]![1]).toBeCloseTo(2 / 4, 10);
  expect(expected[0]![1]).toBeCloseTo(0, 10);
  const observed = observedInformation(normal, [1, 3]);
  expect(observed[0]![0]).toBeCloseTo(2 / 4, 14);
  // Σ(3z² - 1)/σ² with z = 0 and 1
  expect(observed[1]![1]).toBeCloseTo(1 / 4, 14);
  expect(observed[0]![1]).toBeCloseTo(2 / 4, 14);
});
