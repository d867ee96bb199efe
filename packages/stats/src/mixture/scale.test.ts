import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gamma } from "../distributions/gamma.js";
import { LogNormal } from "../distributions/logNormal.js";
import { Normal } from "../distributions/normal.js";
import { Truncated } from "../distributions/truncated.js";
import { fit } from "../fit/fit.js";
import { RowStreamFit } from "../rows/stream.js";
import { expectClose } from "../testing/expectClose.js";
import { flat } from "../testing/regressionReferences.js";
import { MultivariateNormal } from "../vectors/multivariateNormal.js";
import { GaussianMixture } from "./gaussianMixture.js";
import { Mixture } from "./mixture.js";

const first = Normal({ mean: 0, standardDeviation: 1 }).sample(new Key(1), 40);
const second = Normal({ mean: 6, standardDeviation: 2 }).sample(new Key(2), 60);
const values = [...first, ...second];
const rows = values.map((value, i) => [value, Math.sin(i) + 0.1 * value]);
// Beyond 2^±511 variances are no numbers any more.
const within = [-500, -250, 250, 500];
const beyond = [-660, 660];

function expectSame(found: object, expected: object, tolerance: number, what: string): void {
  const numbers = flat(expected);
  expect(flat(found)).toHaveLength(numbers.length);
  flat(found).forEach((value, i) => {
    expect(value).not.toBeNaN();
    expectClose(value, numbers[i]!, tolerance, `${what} ${i}`);
  });
}

describe("mixtures of numbers", () => {
  test.each([...within, ...beyond])("normal ones, times 2^%d", (exponent) => {
    const Two = Mixture([Normal, Normal]);
    const scale = 2 ** exponent;
    const options = { key: new Key(1), starts: 3 };
    const plain = fit(Two, values, options);
    const found = fit(
      Two,
      values.map((value) => value * scale),
      options,
    );
    expect(found.status).toEqual({ kind: "converged" });
    const back = (components: readonly object[]) => flat(components).map((value) => value / scale);
    expectSame(found.parameters.weights, plain.parameters.weights, 1e-15, "weight");
    expectSame(found.standardErrors.weights, plain.standardErrors.weights, 1e-15, "error of a weight");
    expectSame(back(found.parameters.components), plain.parameters.components, 1e-15, "parameter");
    expectSame(back(found.standardErrors.components), plain.standardErrors.components, 1e-15, "error");
    const shifted = plain.logLikelihood - values.length * exponent * Math.LN2;
    expectSame([found.logLikelihood], [shifted], 1e-15, "log-likelihood");
    const [intervals, expected] = [found.confidenceIntervals(), plain.confidenceIntervals()];
    expectSame(back(intervals.components as never), expected.components, 1e-13, "interval");
  });

  test.each([...within, ...beyond])("a scale and a logarithm of it, times 2^%d", (exponent) => {
    const Two = Mixture([Gamma, LogNormal]);
    const positive = values.map((value) => Math.exp(value / 3));
    const options = { key: new Key(1), starts: 3 };
    const plain = fit(Two, positive, options);
    const found = fit(
      Two,
      positive.map((value) => value * 2 ** exponent),
      options,
    );
    expect(found.status).toEqual(plain.status);
    expectSame(found.standardErrors.weights, plain.standardErrors.weights, 1e-15, "error of a weight");
    expectSame([found.standardErrors.components[1]!], [plain.standardErrors.components[1]!], 1e-15, "error");
  });
});

test.each(beyond)("truncated families don't scale, and say so where that ends, times 2^%d", (exponent) => {
  const Cut = Truncated(Normal, { low: -9 * 2 ** exponent });
  const { status } = fit(
    Mixture([Cut, Cut]),
    values.map((value) => value * 2 ** exponent),
    { starts: 1 },
  );
  expect(status).toEqual({
    kind: "notConverged",
    reason: "the variance of the data is beyond the range of float64: give them in another unit",
  });
  const same = fit(Mixture([Cut, Cut]), [3, 3, 3], { starts: 1 });
  expect(same.status.kind).toBe("degenerate");
});

/** Numbers of covariances are in the square of the unit. */
interface Parts {
  readonly means: object;
  readonly covariances: object;
}
const back = ({ means, covariances }: Parts, exponent: number): Parts => ({
  means: flat(means).map((value) => value * 2 ** -exponent),
  covariances: flat(covariances).map((value) => value * 2 ** -exponent * 2 ** -exponent),
});

describe("multivariate normal", () => {
  const parts = ({ mean, covariance }: { mean: object; covariance: object }): Parts => ({
    means: mean,
    covariances: covariance,
  });
  const plain = fit(MultivariateNormal, rows);

  test.each(within)("times 2^%d", (exponent) => {
    const scale = 2 ** exponent;
    const scaled = rows.map((row) => row.map((value) => value * scale));
    const stream = new RowStreamFit(MultivariateNormal).add(scaled.slice(0, 30)).add(scaled.slice(30));
    const whole = fit(MultivariateNormal, scaled);
    for (const [found, tolerance] of [
      [whole, 1e-15],
      [stream.estimate(), 1e-13],
    ] as const) {
      expect(found.status).toEqual({ kind: "converged" });
      expectSame(back(parts(found.parameters), exponent), parts(plain.parameters), tolerance, "parameter");
      expectSame(
        back(parts(found.standardErrors), exponent),
        parts(plain.standardErrors),
        tolerance,
        "error",
      );
      const shifted = plain.logLikelihood - 2 * rows.length * exponent * Math.LN2;
      expectSame([found.logLikelihood], [shifted], 1e-14, "log-likelihood");
    }
    const density = whole.distribution.logPdf(scaled[0]!);
    expectClose(density + 2 * exponent * Math.LN2, plain.distribution.logPdf(rows[0]!), 1e-12, "density");
    const [intervals, expected] = [whole.confidenceIntervals(), plain.confidenceIntervals()];
    expectSame(back(parts(intervals), exponent), parts(expected), 1e-13, "interval");
  });

  test.each(beyond)("variances beyond the numbers are said to be, times 2^%d", (exponent) => {
    const scaled = rows.map((row) => row.map((value) => value * 2 ** exponent));
    const found = fit(MultivariateNormal, scaled);
    expect(found.status).toEqual({
      kind: "notConverged",
      reason: "the variance of column [0] is beyond the range of float64: give the rows in another unit",
    });
    const units = (numbers: readonly number[]) => numbers.map((value) => value * 2 ** -exponent);
    expectSame(units(found.parameters.mean), plain.parameters.mean, 1e-15, "mean");
    expectSame(units(found.standardErrors.mean), plain.standardErrors.mean, 1e-15, "error");
    const { mean, covariance } = found.confidenceIntervals();
    expectSame(
      flat(mean).map((end) => end * 2 ** -exponent),
      plain.confidenceIntervals().mean,
      1e-15,
      "end",
    );
    expect(covariance[0]![0]!.low).toBeNaN();
  });

  test("columns of different units, in parts of different size", () => {
    const unlike = rows.map(([a, b]) => [a! * 2 ** 400, b! * 2 ** -400]);
    const found = fit(MultivariateNormal, unlike);
    expect(found.status).toEqual({ kind: "converged" });
    expectClose(found.standardErrors.mean[1]! * 2 ** 400, plain.standardErrors.mean[1]!, 1e-15, "error");
    const both = new RowStreamFit(MultivariateNormal);
    for (const [i, row] of unlike.entries()) both.add([i < 50 ? [0, row[1]! * 2 ** -80] : row]);
    const together = fit(
      MultivariateNormal,
      unlike.map((row, i) => (i < 50 ? [0, row[1]! * 2 ** -80] : row)),
    );
    expectSame(both.estimate().standardErrors, together.standardErrors, 1e-12, "error");
  });
});

describe.each(["full", "diagonal", "spherical"] as const)("%s Gaussian mixture", (covariance) => {
  const Two = GaussianMixture({ components: 2, covariance });
  const plain = fit(Two, rows, { starts: 3 });

  test.each([...within, -100, 100])("times 2^%d", (exponent) => {
    const scaled = rows.map((row) => row.map((value) => value * 2 ** exponent));
    const steps: number[] = [];
    const found = fit(Two, scaled, {
      starts: 3,
      onIteration: ({ logLikelihood }) => steps.push(logLikelihood),
    });
    expect(found.status).toEqual({ kind: "converged" });
    expectSame(found.parameters.weights, plain.parameters.weights, 1e-13, "weight");
    expectSame(found.standardErrors.weights, plain.standardErrors.weights, 1e-13, "error of a weight");
    expectSame(back(found.parameters, exponent), back(plain.parameters, 0), 1e-13, "parameter");
    expectSame(back(found.standardErrors, exponent), back(plain.standardErrors, 0), 1e-13, "error");
    const shifted = plain.logLikelihood - 2 * rows.length * exponent * Math.LN2;
    expectSame([found.logLikelihood], [shifted], 1e-14, "log-likelihood");
    expectClose(Math.max(...steps), shifted, 1e-9, "log-likelihood of a step");
  });

  test.each(beyond)("variances beyond the numbers are said to be, times 2^%d", (exponent) => {
    const scaled = rows.map((row) => row.map((value) => value * 2 ** exponent));
    const { status } = fit(Two, scaled, { starts: 3 });
    expect(status.kind).toBe("notConverged");
    expect(status).toMatchObject({ reason: expect.stringContaining("beyond the range of float64") });
  });
});

test("a regularization is in the data's units", () => {
  const Two = GaussianMixture({ components: 2 });
  const plain = fit(Two, rows, { starts: 3, regularization: 0.25 });
  for (const exponent of [200, 400]) {
    const scaled = rows.map((row) => row.map((value) => value * 2 ** exponent));
    const found = fit(Two, scaled, { starts: 3, regularization: 2 ** (2 * exponent - 2) });
    expectSame(back(found.parameters, exponent), back(plain.parameters, 0), 1e-9, "parameter");
  }
  const tiny = rows.map((row) => row.map((value) => value * 2 ** -600));
  const one = fit(GaussianMixture({ components: 1 }), tiny, { regularization: 0.25 });
  expect(one.status.kind).toBe("converged");
  expect(one.parameters.covariances[0]![0]![0]).toBe(0.25);
});
