import { Key, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";
import { RowStreamFit } from "../rows/stream.js";
import { expectClose } from "../testing/expectClose.js";
import references from "./multivariateNormal.fixture.json" with { type: "json" };
import { MultivariateNormal } from "./multivariateNormal.js";

const covariance = [
  [2, 0.6, -0.3],
  [0.6, 1, 0.2],
  [-0.3, 0.2, 0.5],
];
const truth = MultivariateNormal({ mean: [1, -2, 3], covariance });

describe("MultivariateNormal", () => {
  test("equals its definition in mpmath", () => {
    const { mean, covariance, rows, logPdf, mahalanobis, entropy, conditional } = references;
    const d = MultivariateNormal({ mean, covariance });
    for (const [i, value] of d.logPdf(rows).entries()) expectClose(value, logPdf[i]!, 1e-12, `row ${i}`);
    for (const [i, row] of rows.entries())
      expectClose(d.mahalanobis(row), mahalanobis[i]!, 1e-12, `row ${i}`);
    expectClose(d.entropy, entropy, 1e-13, "entropy");
    const given = d.conditional({ columns: [2, 0], values: conditional.values });
    expectClose(given.mean[0]!, conditional.mean, 1e-12, "mean");
    expectClose(given.covariance[0]![0]!, conditional.variance, 1e-12, "variance");
  });

  test("is the product of a marginal and a conditional density", () => {
    const x = [0.3, -1, 2];
    const known = { columns: [1], values: [x[1]!] };
    expect(truth.marginal([1]).logPdf([x[1]!]) + truth.conditional(known).logPdf([x[0]!, x[2]!])).toBeCloseTo(
      truth.logPdf(x),
      13,
    );
    const one = MultivariateNormal({ mean: [3], covariance: [[4]] });
    expect(one.logPdf([5])).toBeCloseTo(Normal({ mean: 3, standardDeviation: 2 }).logPdf(5), 14);
    expect(one.pdf([[5]])).toEqual([one.pdf([5])]);
  });

  test("integrates to 1", () => {
    const d = truth.marginal([0, 1]);
    let sum = 0;
    for (let x = -12; x <= 12; x += 0.25) for (let y = -12; y <= 12; y += 0.25) sum += d.pdf([x, y]) / 16;
    expect(sum).toBeCloseTo(1, 12);
  });

  test("samples have its moments, and repeat by their key", () => {
    const rows = truth.sample(new Key(4), 20_000);
    expect(truth.sample(new Key(4), 3)).toEqual(rows.slice(0, 3));
    const { parameters, standardErrors } = fit(MultivariateNormal, rows);
    for (let i = 0; i < 3; i++) {
      expect(Math.abs(parameters.mean[i]! - truth.mean[i]!)).toBeLessThan(4 * standardErrors.mean[i]!);
      for (let j = 0; j < 3; j++)
        expect(Math.abs(parameters.covariance[i]![j]! - covariance[i]![j]!)).toBeLessThan(
          4 * standardErrors.covariance[i]![j]!,
        );
    }
    // The mean of -log f is the entropy.
    const mean = truth.logPdf(rows).reduce((sum, value) => sum - value / rows.length, 0);
    expect(Math.abs(mean - truth.entropy)).toBeLessThan((4 * Math.sqrt(1.5)) / Math.sqrt(20_000));
  });

  test("refuses what is no distribution, naming the place", () => {
    expect(() =>
      MultivariateNormal({
        mean: [0, 0],
        covariance: [
          [1, 2],
          [2, 4],
        ],
      }),
    ).toThrow("but column [1] varies with those before it only");
    expect(() =>
      MultivariateNormal({
        mean: [0, 0],
        covariance: [
          [1, 0.5],
          [0.4, 1],
        ],
      }),
    ).toThrow("0.4 at [1][0]");
    expect(() => MultivariateNormal({ mean: [0, 0], covariance: [[1, 2]] })).toThrow("2 rows of 2 numbers");
    expect(() => truth.logPdf([1, 2])).toThrow("expected row [0] to be 3 numbers, got 2");
    expect(() => truth.marginal([3])).toThrow("different columns from 0 to 2, got [3]");
    expect(() => truth.conditional({ columns: [0], values: [] })).toThrow("expected 1 values");
  });
});

describe("its fit", () => {
  const rows = truth.sample(new Key(9), 60);

  test("is the mean and the covariance by 1/n, whose score vanishes", () => {
    const result = fit(MultivariateNormal, rows);
    const total = (mean: readonly number[], matrix: readonly (readonly number[])[]) =>
      MultivariateNormal({ mean, covariance: matrix })
        .logPdf(rows)
        .reduce((sum, value) => sum + value, 0);
    const { mean, covariance: found } = result.parameters;
    expectClose(result.logLikelihood, total(mean, found), 1e-13, "log-likelihood");
    expect([result.n, result.k]).toEqual([60, 9]);
    const h = 1e-4;
    const slope = (change: (h: number) => number) => (change(h) - change(-h)) / (2 * h);
    const moved = (i: number, j: number, h: number) =>
      found.map((row, a) => row.map((x, b) => x + ((a === i && b === j) || (a === j && b === i) ? h : 0)));
    for (let i = 0; i < 3; i++) {
      expect(
        Math.abs(
          slope((h) =>
            total(
              mean.map((m, a) => m + (a === i ? h : 0)),
              found,
            ),
          ),
        ),
      ).toBeLessThan(1e-5);
      for (let j = 0; j <= i; j++)
        expect(Math.abs(slope((h) => total(mean, moved(i, j, h))))).toBeLessThan(1e-4);
    }
  });

  test("errors are those of simulated fits", () => {
    const { names, covariance: stated } = fit(MultivariateNormal, rows);
    expect(names.slice(0, 5)).toEqual([
      "mean[0]",
      "mean[1]",
      "mean[2]",
      "covariance[0][0]",
      "covariance[0][1]",
    ]);
    // cov(Σ₀₀, Σ₀₁) = 2Σ₀₀Σ₀₁/n
    const { covariance: c } = fit(MultivariateNormal, rows).parameters;
    expect(stated[3]![4]).toBeCloseTo((2 * c[0]![0]! * c[0]![1]!) / 60, 12);
    expect(stated[4]![4]).toBeCloseTo((c[0]![0]! * c[1]![1]! + c[0]![1]! ** 2) / 60, 12);
    const fits = Array.from({ length: 800 }, (_, i) => fit(MultivariateNormal, truth.sample(new Key(i), 60)));
    const values = fits.map(({ parameters }) => parameters.covariance[0]![1]!);
    const mean = values.reduce((sum, x) => sum + x) / 800;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 800);
    expect(spread / Math.sqrt((2 * 1 + 0.36) / 60)).toBeCloseTo(1, 1);
  });

  test("keeps its digits about 1e9, in weights, tensors, parts and shards", () => {
    const far = rows.map((row) => row.map((x) => Math.round(x * 1024) / 1024 + 2 ** 30));
    const near = far.map((row) => row.map((x) => x - 2 ** 30));
    const whole = fit(MultivariateNormal, far);
    const expected = fit(MultivariateNormal, near).parameters;
    const stream = new RowStreamFit(MultivariateNormal).add(far.slice(0, 7));
    stream.add(far.slice(7, 30)).merge(new RowStreamFit(MultivariateNormal).add(far.slice(30)));
    const weighted = fit(MultivariateNormal, [...far, [0, 0, 0]], { weights: [...far.map(() => 2), 0] });
    using x = tensor(far, { dtype: "float64" });
    for (const result of [whole, stream.estimate(), weighted, fit(MultivariateNormal, x)])
      for (let i = 0; i < 3; i++) {
        expectClose(result.parameters.mean[i]! - 2 ** 30, expected.mean[i]!, 1e-6, "mean");
        for (let j = 0; j < 3; j++)
          expectClose(
            result.parameters.covariance[i]![j]!,
            expected.covariance[i]![j]!,
            1e-11,
            `[${i}][${j}]`,
          );
      }
    expect(stream.estimate().n).toBe(60);
    expect(weighted.n).toBe(120);
    expect(() => new RowStreamFit(MultivariateNormal).estimate()).toThrow("expected data, got none");
  });

  test("names singular data", () => {
    const constant = fit(
      MultivariateNormal,
      rows.map(([a, b]) => [a!, 7, b!]),
    );
    expect(constant.status).toMatchObject({ kind: "degenerate" });
    expect((constant.status as { reason: string }).reason).toContain("column [1] is constant");
    const collinear = fit(
      MultivariateNormal,
      rows.map(([a, b]) => [a!, b!, 0.1 * a! - 3 * b! + 2]),
    );
    expect((collinear.status as { reason: string }).reason).toContain("column [2]");
    expect(collinear.standardErrors.mean[0]).toBeNaN();
    expect(() => collinear.distribution).toThrow("(degenerate: column [2]");
    expect(fit(MultivariateNormal, rows.slice(0, 3)).status).toMatchObject({
      reason: expect.stringContaining("3 rows of 3 columns"),
    });
  });

  test.each([
    ["nothing", [], "expected data, got none"],
    ["a short row", [[1, 2], [3]], "expected row [1] to be 2 numbers, got 1"],
    [
      "NaN",
      [
        [1, 2],
        [3, Number.NaN],
      ],
      "expected row [1], column [1] to be a finite number, got NaN",
    ],
    ["a string", [[1, "2"]], 'expected row [0], column [1] to be a finite number, got "2"'],
    ["numbers", [1, 2], "expected row [0] to be an array of numbers, got 1"],
    ["an object", {}, "expected rows of numbers, got a Object"],
  ])("refuses %s", (_, data, message) => {
    expect(() => fit(MultivariateNormal, data as number[][])).toThrow(message);
  });
});
