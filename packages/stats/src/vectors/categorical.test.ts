import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { compareFits } from "../compare/compareFits.js";
import { Binomial } from "../distributions/binomial.js";
import { fit } from "../fit/fit.js";
import { RowStreamFit } from "../rows/stream.js";
import { expectClose } from "../testing/expectClose.js";
import { Categorical } from "./categorical.js";
import { Multinomial } from "./multinomial.js";
import references from "./shares.fixture.json" with { type: "json" };

describe("Categorical", () => {
  const d = Categorical({ probabilities: [0.5, 0.2, 0.3, 0], labels: ["a", "b", 3, true] });

  test("probabilities, moments and samples", () => {
    expect(d.pdf(["a", 3, true, "z"])).toEqual([0.5, 0.3, 0, 0]);
    expect(d.logPdf("b")).toBe(Math.log(0.2));
    expect(d.logPdf("z")).toBe(-Infinity);
    expect(d.mode).toBe("a");
    expect(d.covariance[0]![1]).toBeCloseTo(-0.1, 15);
    expect(d.entropy).toBeCloseTo(-(0.5 * Math.log(0.5) + 0.2 * Math.log(0.2) + 0.3 * Math.log(0.3)), 14);
    const draws = d.sample(new Key(1), 10_000);
    expect(d.sample(new Key(1), 4)).toEqual(draws.slice(0, 4));
    for (const [i, label] of d.labels.entries()) {
      const share = draws.filter((draw) => draw === label).length / 10_000;
      expect(Math.abs(share - d.probabilities[i]!)).toBeLessThanOrEqual(
        4 * Math.sqrt(d.covariance[i]![i]! / 10_000),
      );
    }
  });

  test("its fit is the shares, in the order of the labels", () => {
    const result = fit(Categorical, ["red", "blue", "red", "green"], { weights: [1, 1, 2, 0] });
    expect(result.parameters).toEqual({ probabilities: [1 / 4, 3 / 4], labels: ["blue", "red"] });
    expect(result.logLikelihood).toBeCloseTo(Math.log(1 / 4) + 3 * Math.log(3 / 4), 13);
    expect(result.standardErrors).toEqual({
      probabilities: [expect.closeTo(Math.sqrt(3) / 8, 14), expect.closeTo(Math.sqrt(3) / 8, 14)],
    });
    expect(result.covariance[0]![1]).toBeCloseTo(-3 / 64, 14);
    expect([result.n, result.k]).toEqual([4, 1]);
    expect(fit(Categorical, [10, 9, 9]).parameters.labels).toEqual([9, 10]);
    expect(compareFits([result])[0]!.fit).toBe(result);
  });

  test("names a category that doesn't occur as the boundary", () => {
    const result = fit(Categorical, ["a", "b"], { labels: ["b", "c", "a"] });
    expect(result.status).toEqual({
      kind: "boundary",
      parameter: "probabilities[1]",
      limit: 0,
      reason: '"c" doesn\'t occur',
    });
    expect(result.parameters.probabilities).toEqual([0.5, 0, 0.5]);
    expect(result.standardErrors.probabilities[1]).toBeNaN();
    expect(result.standardErrors.probabilities[0]).toBeCloseTo(Math.sqrt(1 / 8), 14);
  });

  test("merges counts", () => {
    const stream = new RowStreamFit(Categorical)
      .add(["x", "y"])
      .merge(new RowStreamFit(Categorical).add(["y", "z"]));
    expect(stream.estimate().parameters).toEqual({
      probabilities: [0.25, 0.5, 0.25],
      labels: ["x", "y", "z"],
    });
  });

  test("refuses what it can't count", () => {
    expect(() => fit(Categorical, [])).toThrow("expected data, got none");
    expect(() => fit(Categorical, ["a", null as never])).toThrow(
      "expected label [1] to be a string, a number or a boolean, got null",
    );
    expect(() => fit(Categorical, ["a", "q"], { labels: ["a"] })).toThrow(
      'expected label [1] to be one of ["a"], got "q"',
    );
    expect(() => Categorical({ probabilities: [0.5, 0.6] })).toThrow("got 2 that sum to 1.1");
    expect(() => Categorical({ probabilities: [0.5, 0.5], labels: ["a", "a"] })).toThrow(
      "2 different labels",
    );
  });
});

describe("Multinomial", () => {
  test.each(references.multinomial)("equals its definition in mpmath, $trials trials", (reference) => {
    const d = Multinomial(reference);
    for (const [i, log] of d.logPdf(reference.rows).entries())
      expectClose(log, reference.logPdf[i]!, 1e-12, `row ${i}`);
    if (reference.entropy !== undefined) expectClose(d.entropy, reference.entropy, 1e-13, "entropy");
  });

  test("of two categories is binomial, and its probabilities sum to 1", () => {
    const d = Multinomial({ trials: 7, probabilities: [0.3, 0.7] });
    const binomial = Binomial({ trials: 7, probability: 0.3 });
    for (let x = 0; x <= 7; x++) expect(d.logPdf([x, 7 - x])).toBeCloseTo(binomial.logPdf(x), 13);
    const three = Multinomial({ trials: 4, probabilities: [0.2, 0, 0.8] });
    let sum = 0;
    for (let x = 0; x <= 4; x++) for (let y = 0; x + y <= 4; y++) sum += three.pdf([x, y, 4 - x - y]);
    expect(sum).toBeCloseTo(1, 14);
    expect(
      d.logPdf([
        [3, 3],
        [-1, 8],
        [3.5, 3.5],
      ]),
    ).toEqual([-Infinity, -Infinity, -Infinity]);
  });

  test("samples have its moments", () => {
    const d = Multinomial({ trials: 40, probabilities: [0.1, 0.6, 0.3] });
    const rows = d.sample(new Key(3), 5000);
    expect(d.sample(new Key(3), 2)).toEqual(rows.slice(0, 2));
    expect(rows.every((row) => row.reduce((sum, x) => sum + x) === 40)).toBe(true);
    for (let j = 0; j < 3; j++) {
      const mean = rows.reduce((sum, row) => sum + row[j]! / 5000, 0);
      expect(Math.abs(mean - d.mean[j]!)).toBeLessThan(4 * Math.sqrt(d.covariance[j]![j]! / 5000));
    }
  });

  test("its fit is the shares of all counts", () => {
    const rows = [
      [3, 1, 0],
      [2, 1, 1],
    ];
    const result = fit(Multinomial, rows);
    expect(result.parameters).toEqual({ trials: 4, probabilities: [5 / 8, 2 / 8, 1 / 8] });
    expect(result.standardErrors.probabilities[1]).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 8), 14);
    const sum = result.distribution.logPdf(rows).reduce((total, log) => total + log, 0);
    expect(result.logLikelihood).toBeCloseTo(sum, 13);
    expect([result.n, result.k]).toEqual([2, 2]);
    const stream = new RowStreamFit(Multinomial)
      .add(rows.slice(0, 1))
      .merge(new RowStreamFit(Multinomial).add(rows.slice(1)));
    expect(stream.estimate().parameters).toEqual(result.parameters);
    expect(
      fit(Multinomial, [
        [3, 0],
        [3, 0],
      ]).status,
    ).toMatchObject({ kind: "boundary", parameter: "probabilities[1]" });
  });

  test("refuses rows that are no counts, naming the place", () => {
    expect(() =>
      fit(Multinomial, [
        [1, 2],
        [1.5, 1.5],
      ]),
    ).toThrow("row [1], column [0] to be a whole number of at least 0, got 1.5");
    expect(() =>
      fit(Multinomial, [
        [1, 2],
        [1, 1],
      ]),
    ).toThrow("expected row [1] to sum to 3 as row [0] does, got 2");
    expect(() => fit(Multinomial, [[0, 0]])).toThrow("expected row [0] to count something");
    expect(() => Multinomial({ trials: 0, probabilities: [1, 0] })).toThrow("at least 1, got 0");
  });
});
