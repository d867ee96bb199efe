import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { fit } from "../fit/fit.js";
import { RowStreamFit } from "../rows/stream.js";
import { expectClose } from "../testing/expectClose.js";
import { Dirichlet } from "./dirichlet.js";
import references from "./shares.fixture.json" with { type: "json" };

describe("Dirichlet", () => {
  test.each(references.dirichlet)("equals its definition in mpmath, $concentration", (reference) => {
    const d = Dirichlet({ concentration: reference.concentration });
    const large = Math.max(...reference.concentration) > 1e6;
    for (const [i, value] of d.logPdf(reference.rows).entries())
      expectClose(value, reference.logPdf[i]!, 1e-12, `row ${i}`);
    // The entropy is a difference of numbers of the size A·log A.
    expectClose(d.entropy, reference.entropy, large ? 1e-6 : 1e-12, "entropy");
  });

  test("integrates to 1, and its marginals are beta", () => {
    const d = Dirichlet({ concentration: [2, 3, 1.5] });
    const steps = 400;
    let sum = 0;
    let below = 0;
    for (let i = 0; i < steps; i++)
      for (let j = 0; j < steps; j++) {
        // The simplex as a square: x and the share y of what is left of 1.
        const x = (i + 0.5) / steps;
        const y = ((j + 0.5) / steps) * (1 - x);
        const mass = (d.pdf([x, y, 1 - x - y]) * (1 - x)) / steps ** 2;
        sum += mass;
        if (x < 0.25) below += mass;
      }
    expect(sum).toBeCloseTo(1, 3);
    expect(below).toBeCloseTo(d.marginal(0).cdf(0.25), 3);
    expect(d.marginal(1).mean).toBeCloseTo(d.mean[1]!, 14);
    expect(d.marginal(2).variance).toBeCloseTo(d.covariance[2]![2]!, 14);
  });

  test("samples have its moments, tiny concentrations included", () => {
    const d = Dirichlet({ concentration: [2, 0.5, 1e-3] });
    const rows = d.sample(new Key(2), 20_000);
    expect(d.sample(new Key(2), 2)).toEqual(rows.slice(0, 2));
    for (let j = 0; j < 3; j++) {
      const mean = rows.reduce((total, row) => total + row[j]! / rows.length, 0);
      expect(Math.abs(mean - d.mean[j]!)).toBeLessThan(4 * Math.sqrt(d.covariance[j]![j]! / rows.length));
    }
  });

  test("refuses rows that are no shares, naming the place", () => {
    const d = Dirichlet({ concentration: [1, 2] });
    expect(() =>
      d.logPdf([
        [0.5, 0.5],
        [1, 0],
      ]),
    ).toThrow("row [1], column [1] to be a positive share, got 0");
    expect(() => d.logPdf([0.5, 0.6])).toThrow("expected row [0] to sum to 1, got 1.1");
    expect(() =>
      fit(Dirichlet, [
        [0.2, 0.8],
        [0.5, 0.4],
      ]),
    ).toThrow("expected row [1] to sum to 1");
    expect(() => Dirichlet({ concentration: [1, 0] })).toThrow("2 or more positive numbers, got [1,0]");
    expect(() => d.marginal(2)).toThrow("a column from 0 to 1, got 2");
  });
});

describe("its fit", () => {
  test.each(references.fits)("solves the score equations, $concentration", (reference) => {
    const { rows, concentration, logLikelihood, standardErrors, covariance01 } = reference;
    const result = fit(Dirichlet, rows);
    expect(result.status.kind).toBe("converged");
    for (const [j, a] of concentration.entries()) {
      expectClose(result.parameters.concentration[j]!, a, 1e-10, `α[${j}]`);
      expectClose(result.standardErrors.concentration[j]!, standardErrors[j]!, 1e-9, `its error`);
    }
    expectClose(result.covariance[0]![1]!, covariance01, 1e-8, "covariance");
    expectClose(result.logLikelihood, logLikelihood, 1e-11, "log-likelihood");
    const sum = result.distribution.logPdf(rows).reduce((total, log) => total + log, 0);
    expectClose(sum, logLikelihood, 1e-11, "sum of log-densities");
  });

  test("in parts, and with weights", () => {
    const { rows, concentration } = references.fits[0]!;
    const stream = new RowStreamFit(Dirichlet).add(rows.slice(0, 11));
    stream.merge(new RowStreamFit(Dirichlet).add(rows.slice(11)));
    const weighted = fit(Dirichlet, [[0.1, 0.1, 0.8], ...rows], { weights: [0, ...rows.map(() => 3)] });
    for (const { parameters } of [stream.estimate(), weighted])
      for (const [j, a] of concentration.entries())
        expectClose(parameters.concentration[j]!, a, 1e-9, `α[${j}]`);
    expect([weighted.n, weighted.k]).toEqual([180, 3]);
  });

  test("errors are those of simulated fits", () => {
    const truth = Dirichlet({ concentration: [2, 1, 0.5] });
    const values = Array.from({ length: 500 }, (_, i) =>
      Math.log(fit(Dirichlet, truth.sample(new Key(i), 200)).parameters.concentration[0]!),
    );
    const mean = values.reduce((sum, x) => sum + x) / 500;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 500);
    const stated = fit(Dirichlet, truth.sample(new Key(1), 20_000));
    const error = (10 * stated.standardErrors.concentration[0]!) / stated.parameters.concentration[0]!;
    expect(spread / error).toBeGreaterThan(0.87);
    expect(spread / error).toBeLessThan(1.15);
  });

  test("names equal rows", () => {
    const result = fit(Dirichlet, [
      [0.2, 0.8],
      [0.2, 0.8],
    ]);
    expect(result.status).toMatchObject({ kind: "degenerate" });
    expect(result.standardErrors.concentration).toEqual([Number.NaN, Number.NaN]);
    expect(() => result.distribution).toThrow("(degenerate: all rows are [0.2,0.8]");
  });
});
