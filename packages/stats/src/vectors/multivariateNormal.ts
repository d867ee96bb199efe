import { covarianceConstraints } from "../constraints/covariance.js";
import { real } from "../constraints/real.js";
import type { Data } from "../fit/readData.js";
import { type SummedFamily, summedFamily } from "../rows/family.js";
import type { RowData } from "../rows/readRows.js";
import type { Resampling } from "../rows/resampling.js";
import { noCovariance, RowFit } from "../rows/result.js";
import { timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import { mergeRowMoments, type RowMoments, rowMoments } from "../statistics/rowMoments.js";
import { converged, type Status } from "../status.js";
import {
  log2Pi,
  MultivariateNormalDistribution,
  type MultivariateNormalParameters,
} from "./multivariateNormalDistribution.js";
import { type Factored, factorCovariance } from "./positiveDefinite.js";
import { beyondNumbers, covarianceExponents, covarianceInUnits } from "./variances.js";

/**
 * The normal distribution of rows of d numbers:
 *   f(x) = e^(-(x-μ)ᵀΣ⁻¹(x-μ)/2) / √((2π)ᵈ|Σ|)
 * (Mardia, Kent & Bibby 1979). Its maximum likelihood is the mean and the covariance by 1/n, with
 *   var μ̂ᵢ = Σᵢᵢ/n,   cov(Σ̂ᵢⱼ, Σ̂ₖₗ) = (ΣᵢₖΣⱼₗ + ΣᵢₗΣⱼₖ)/n;
 * d rows or fewer, and columns that are combinations of others, have none. Variances that no float64 holds, of deviations beyond
 * 1e154 or below 1e-154, are `notConverged`; means and their errors are right all the same.
 *
 *     const { parameters } = fit(MultivariateNormal, [[1, 2], [2, 1], [4, 5]]);
 */
export const MultivariateNormal: SummedFamily<
  RowData,
  MultivariateNormalParameters,
  MultivariateNormalDistribution,
  RowMoments
> = summedFamily(
  "MultivariateNormal",
  (parameters: MultivariateNormalParameters) => new MultivariateNormalDistribution(parameters),
  {
    of: (data: RowData, weights: Data | undefined) => rowMoments("fit MultivariateNormal", data, weights),
    merge: mergeRowMoments,
    estimate,
  },
);

function estimate(
  moments: RowMoments,
  resampling?: Resampling<MultivariateNormalParameters>,
): RowFit<MultivariateNormalParameters, MultivariateNormalDistribution> {
  const { count: n, mean, covariance, exponents } = moments;
  const d = mean.length;
  const factored = factorCovariance(covariance, d);
  const isRegular = statusOf(moments, factored) === converged;
  const matrix = covarianceInUnits(covariance, exponents);
  const status = (isRegular && beyondNumbers(matrix)) || statusOf(moments, factored);
  const logUnits = exponents.reduce((sum, exponent) => sum + exponent, 0) * Math.LN2;
  const at = (i: number, j: number) => covariance[i * d + j]!;
  return new RowFit<MultivariateNormalParameters, MultivariateNormalDistribution>({
    family: MultivariateNormal,
    make: MultivariateNormal,
    parameters: {
      mean: Array.from(mean, (value, j) => timesPowerOfTwo(value, exponents[j]!)),
      covariance: matrix,
    },
    status,
    n,
    k: d + (d * (d + 1)) / 2,
    logLikelihood:
      "factor" in factored && isRegular
        ? -0.5 * n * (d * (log2Pi + 1) + factored.logDeterminant + 2 * logUnits)
        : Infinity,
    exponents: [...exponents, ...covarianceExponents(exponents)],
    covariance: isRegular ? () => (a, b) => covarianceOf(at, d, n, a, b) : noCovariance,
    constraints: [...Array.from(mean, () => real()), ...covarianceConstraints(d)],
    resampling,
  });
}

/** Of two of the numbers μ₀, …, Σ₀₀, Σ₀₁, …. */
function covarianceOf(
  at: (i: number, j: number) => number,
  d: number,
  n: number,
  a: number,
  b: number,
): number {
  if (a < d || b < d) return a < d && b < d ? at(a, b) / n : 0;
  const [i, j] = [Math.floor(a / d) - 1, a % d];
  const [k, l] = [Math.floor(b / d) - 1, b % d];
  return (at(i, k) * at(j, l) + at(i, l) * at(j, k)) / n;
}

function statusOf({ rows, mean }: RowMoments, factored: Factored | { readonly dependent: number }): Status {
  const d = mean.length;
  if (rows <= d) {
    const reason = `${rows} rows of ${d} columns: the likelihood grows without bound as the covariance becomes singular`;
    return { kind: "degenerate", reason };
  }
  if ("factor" in factored) return converged;
  const { dependent } = factored;
  const what = dependent === 0 ? "is constant" : "is constant or a combination of those before it";
  return {
    kind: "degenerate",
    reason: `column [${dependent}] ${what}, and the likelihood grows without bound`,
  };
}
