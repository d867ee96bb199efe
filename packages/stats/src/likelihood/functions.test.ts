import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Laplace } from "../distributions/laplace.js";
import { Normal } from "../distributions/normal.js";
import { Truncated } from "../distributions/truncated.js";
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

describe("information of a truncated Laplace distribution", () => {
  const parameters = { location: 0.5, scale: 1.25 };
  const bounds = { low: -1, high: 4 };
  const d = Truncated(Laplace, bounds)(parameters);

  /** The slope of the log-density, away from the kink, by differences. */
  const slope = (name: "location" | "scale", x: number) => {
    const at = (shift: number) =>
      Truncated(Laplace, bounds)({ ...parameters, [name]: parameters[name] + shift }).logPdf(x);
    const h = 1e-4;
    return (at(-2 * h) - 8 * at(-h) + 8 * at(h) - at(2 * h)) / (12 * h);
  };

  /** Gauss-Legendre by five points in each of many parts, which don't touch the kink. */
  const integral = (f: (x: number) => number) => {
    const nodes = [0, 0.5384693101056831, -0.5384693101056831, 0.906179845938664, -0.906179845938664];
    const weights = [
      128 / 225,
      0.4786286704993665,
      0.4786286704993665,
      0.23692688505618908,
      0.23692688505618908,
    ];
    let sum = 0;
    for (const [from, to] of [
      [bounds.low, parameters.location],
      [parameters.location, bounds.high],
    ] as const) {
      const half = (to - from) / 2 / 20;
      for (let part = 0; part < 20; part++)
        for (const [i, node] of nodes.entries())
          sum += half * weights[i]! * f(from + half * (2 * part + 1 + node));
    }
    return sum;
  };

  test("is the score's covariance, integrated over x", () => {
    const names = ["location", "scale"] as const;
    const information = fisherInformation(d);
    for (const [i, a] of names.entries())
      for (const [j, b] of names.entries())
        expect(information[i]![j], `${a}, ${b}`).toBeCloseTo(
          integral((x) => slope(a, x) * slope(b, x) * d.pdf(x)),
          8,
        );
  });

  test("about the location is 1/b² less the square of the mean slope, and none beyond the bounds", () => {
    const { location, scale } = parameters;
    // P = 1 - e^((low - μ)/b)/2 - e^((μ - high)/b)/2, of which ∂log P/∂μ is the mean of sign(x - μ)/b.
    const [below, above] = [
      Math.exp((bounds.low - location) / scale) / 2,
      Math.exp((location - bounds.high) / scale) / 2,
    ];
    const mean = (below - above) / scale / (1 - below - above);
    expect(fisherInformation(d)[0]![0]).toBeCloseTo(1 / scale ** 2 - mean ** 2, 10);
    // Above the location it is an exponential distribution, which doesn't know where the location is.
    const beyond = Truncated(Laplace, { low: 3 })(parameters);
    expect(fisherInformation(beyond)[0]![0]).toBeCloseTo(0, 12);
    expect(fisherInformation(beyond)[1]![1]).toBeCloseTo(1 / scale ** 2, 10);
  });
});
