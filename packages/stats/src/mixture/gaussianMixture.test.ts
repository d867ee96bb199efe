import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { compareFits } from "../compare/compareFits.js";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";
import { expectClose } from "../testing/expectClose.js";
import { MultivariateNormal } from "../vectors/multivariateNormal.js";
import references from "./gaussianMixture.fixture.json" with { type: "json" };
import { GaussianMixture } from "./gaussianMixture.js";
import type { CovarianceKind } from "./gaussianModel.js";
import { Mixture } from "./mixture.js";

const { rows } = references;
const kinds: CovarianceKind[] = ["full", "diagonal", "spherical"];

describe("GaussianMixture", () => {
  test.each(references.fits)("finds scikit-learn's maximum, $covariance", (reference) => {
    const family = GaussianMixture({ components: 2, covariance: reference.covariance as CovarianceKind });
    const result = fit(family, rows);
    expect(result.status.kind).toBe("converged");
    expectClose(result.logLikelihood, reference.logLikelihood, 1e-11, "log-likelihood");
    expectClose(result.bic, reference.bic, 1e-11, "BIC");
    // As far as EM gets there.
    for (const [j, weight] of reference.weights.entries()) {
      expectClose(result.parameters.weights[j]!, weight, 1e-5, "weight");
      expectClose(result.parameters.means[j]![0]!, reference.means[j]![0]!, 1e-4, "mean");
    }
    const sum = result.distribution.logPdf(rows).reduce((total, log) => total + log, 0);
    expectClose(sum, result.logLikelihood, 1e-12, "sum");
  });

  test("of one column is Mixture of normal distributions, errors included", () => {
    const column = rows.map(([x]) => x!);
    const one = fit(
      GaussianMixture({ components: 2 }),
      column.map((x) => [x]),
    );
    const other = fit(Mixture([Normal, Normal]), column);
    expectClose(one.logLikelihood, other.logLikelihood, 1e-12, "log-likelihood");
    expectClose(one.parameters.weights[0]!, other.parameters.weights[0]!, 1e-9, "weight");
    expectClose(one.standardErrors.weights[1]!, other.standardErrors.weights[1]!, 1e-8, "its error");
    for (const j of [0, 1]) {
      const { mean, standardDeviation } = other.parameters.components[j]!;
      expectClose(one.parameters.means[j]![0]!, mean!, 1e-8, "mean");
      expectClose(
        one.standardErrors.means[j]![0]!,
        other.standardErrors.components[j]!.mean!,
        1e-8,
        "its error",
      );
      // d σ² = 2σ·dσ
      const error = 2 * standardDeviation! * other.standardErrors.components[j]!.standardDeviation!;
      expectClose(one.standardErrors.covariances[j]![0]![0]!, error, 1e-7, "variance's error");
    }
  });

  test("of one component is the multivariate normal distribution, errors included", () => {
    const one = fit(GaussianMixture({ components: 1 }), rows);
    const other = fit(MultivariateNormal, rows);
    expectClose(one.logLikelihood, other.logLikelihood, 1e-12, "log-likelihood");
    expect([one.n, one.k]).toEqual([other.n, other.k]);
    for (const a of [0, 1])
      for (const b of [0, 1]) {
        expectClose(
          one.parameters.covariances[0]![a]![b]!,
          other.parameters.covariance[a]![b]!,
          1e-11,
          "covariance",
        );
        expectClose(
          one.standardErrors.covariances[0]![a]![b]!,
          other.standardErrors.covariance[a]![b]!,
          1e-10,
          "error",
        );
      }
  });

  test.each(kinds)("EM never lowers the likelihood, %s", (covariance) => {
    const seen: number[][] = [];
    const family = GaussianMixture({ components: 3, covariance });
    const options = {
      starts: 4,
      key: new Key(2),
      onIteration: (state: { start: number; logLikelihood: number }) => {
        (seen[state.start] ??= []).push(state.logLikelihood);
      },
    };
    const result = fit(family, rows, options);
    for (const values of seen)
      for (let i = 1; i < values.length; i++)
        expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]! - 1e-9);
    expect(seen).toHaveLength(4);
    expect(fit(family, rows, options).parameters).toEqual(result.parameters);
  });

  test("BIC chooses the number of components, rows tell theirs", () => {
    const fits = [1, 2, 3].map((components) => fit(GaussianMixture({ components }), rows));
    const best = compareFits(fits, { by: "bic" })[0]!.fit;
    expect(best).toBe(fits[1]);
    const memberships = best.distribution.responsibilities(rows);
    const right = memberships.filter((row, i) => row[0]! > 0.5 === i < 80).length;
    expect(right).toBeGreaterThan(130);
    expect(best.distribution.responsibilities(rows[0]!)).toEqual(memberships[0]);
    const draws = best.distribution.sample(new Key(1), 20_000);
    const found = fit(MultivariateNormal, draws);
    for (const a of [0, 1]) {
      expect(Math.abs(found.parameters.mean[a]! - best.distribution.mean[a]!)).toBeLessThan(
        4 * found.standardErrors.mean[a]!,
      );
      expect(found.parameters.covariance[a]![a]! / best.distribution.covariance[a]![a]!).toBeCloseTo(1, 1);
    }
  });

  test("counts weights, and keeps its digits far from 0", () => {
    const plain = fit(GaussianMixture({ components: 2 }), rows);
    const weighted = fit(GaussianMixture({ components: 2 }), [...rows, [1e3, 0]], {
      weights: [...rows.map(() => 2), 0],
    });
    expectClose(weighted.logLikelihood, 2 * plain.logLikelihood, 1e-11, "log-likelihood");
    const far = fit(
      GaussianMixture({ components: 2 }),
      rows.map(([x, y]) => [x! + 2 ** 20, y!]),
    );
    expectClose(far.logLikelihood, plain.logLikelihood, 1e-8, "log-likelihood");
  });

  test("names a collapse, which regularization prevents", () => {
    const few = [
      [0, 0],
      [1, 0.5],
      [2, 1.5],
      [3, 3],
    ];
    const result = fit(GaussianMixture({ components: 2 }), few);
    expect(result.status).toMatchObject({
      kind: "degenerate",
      reason: expect.stringMatching(/components\[\d\] collapses/),
    });
    expect(result.standardErrors.weights[0]).toBeNaN();
    const { status, standardErrors, distribution } = fit(GaussianMixture({ components: 2 }), few, {
      regularization: 0.1,
    });
    expect(status.kind).toBe("converged");
    expect(standardErrors.weights[0]).toBeNaN();
    expect(distribution.components).toHaveLength(2);
  });

  test("refuses wrong options and rows", () => {
    expect(() => GaussianMixture({ components: 0 })).toThrow("a number of components, got 0");
    expect(() => fit(GaussianMixture({ components: 2 }), rows, { regularization: -1 })).toThrow(
      "at least 0, got -1",
    );
    expect(() => fit(GaussianMixture({ components: 3 }), rows.slice(0, 2))).toThrow("at least 3 rows");
    expect(() =>
      fit(GaussianMixture({ components: 2 }), [
        [1, 2],
        [1, Number.NaN],
      ]),
    ).toThrow("row [1], column [1]");
    expect(fit(GaussianMixture({ components: 2 }), rows, { maximumIterations: 2 }).status.kind).toBe(
      "notConverged",
    );
  });
});
