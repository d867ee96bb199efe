import { timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import type { Factored } from "../vectors/positiveDefinite.js";
import { factorCovariance, solveLower, squaredLength } from "../vectors/positiveDefinite.js";

/** Whether covariances are any, without correlations, or multiples of the unit matrix. */
export type CovarianceKind = "full" | "diagonal" | "spherical";

/** Numbers of a covariance matrix that are free. */
export function freeCovariances(kind: CovarianceKind, d: number): number {
  return kind === "full" ? (d * (d + 1)) / 2 : kind === "diagonal" ? d : 1;
}

export interface GaussianComponent {
  readonly weight: number;
  readonly mean: Float64Array;
  /** Row by row. */
  readonly covariance: Float64Array;
}

/** Rows to fit, centred, in units of the columns, and what they weigh. */
export interface GaussianRows {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Of the columns' units, 2^exponent. */
  readonly exponents: readonly number[];
  readonly weights: Float64Array | undefined;
  readonly count: number;
  /** Variance of each column: a component's is nothing beside it where it has collapsed. */
  readonly variances: Float64Array;
}

/** A log-likelihood of the rows as they came, of that in units. */
export function inDataUnits({ exponents, count }: GaussianRows, logLikelihood: number): number {
  return logLikelihood - count * exponents.reduce((sum, exponent) => sum + exponent, 0) * Math.LN2;
}

/** Of a component's variance to that of the data: below, its likelihood grows without bound. */
const collapsed = 1e-16;

/** log wⱼ + log fⱼ of each row, or which component has a singular covariance. */
export function gaussianLogs(
  { values, rows, columns: d, variances }: GaussianRows,
  components: readonly GaussianComponent[],
): Float64Array[] | { readonly singular: number } {
  const logs: Float64Array[] = [];
  const difference = new Float64Array(d);
  for (const [j, { weight, mean, covariance }] of components.entries()) {
    const factored = factorCovariance(covariance, d);
    if ("dependent" in factored || isNothing(covariance, variances, d)) return { singular: j };
    const { factor, logDeterminant } = factored as Factored;
    const constant = Math.log(weight) - 0.5 * (d * Math.log(2 * Math.PI) + logDeterminant);
    const log = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      for (let a = 0; a < d; a++) difference[a] = values[i * d + a]! - mean[a]!;
      log[i] = constant - 0.5 * squaredLength(solveLower(factor, difference));
    }
    logs.push(log);
  }
  return logs;
}

function isNothing(covariance: Float64Array, variances: Float64Array, d: number): boolean {
  return variances.some((variance, a) => covariance[a * d + a]! <= collapsed * variance);
}

/**
 * Weights, means and covariances for given responsibilities:
 *   wⱼ = Σrⱼ/n,   μⱼ = Σrⱼx/Σrⱼ,   Σⱼ = Σrⱼ(x-μⱼ)(x-μⱼ)ᵀ/Σrⱼ + εI,
 * of which the diagonal or its mean is kept.
 */
export function gaussianMaximum(
  { values, rows, columns: d, weights, count, exponents }: GaussianRows,
  responsibilities: readonly Float64Array[],
  kind: CovarianceKind,
  regularization: number,
): GaussianComponent[] {
  return responsibilities.map((r) => {
    let total = 0;
    const mean = new Float64Array(d);
    const covariance = new Float64Array(d * d);
    const share = (i: number) => r[i]! * (weights ? weights[i]! : 1);
    for (let i = 0; i < rows; i++) {
      total += share(i);
      for (let a = 0; a < d; a++) mean[a]! += share(i) * values[i * d + a]!;
    }
    for (let a = 0; a < d; a++) mean[a]! /= total;
    for (let i = 0; i < rows; i++)
      for (let a = 0; a < d; a++) {
        const part = (share(i) / total) * (values[i * d + a]! - mean[a]!);
        for (let b = kind === "full" ? 0 : a; b <= a; b++)
          covariance[a * d + b]! += part * (values[i * d + b]! - mean[b]!);
      }
    if (kind === "spherical") {
      let trace = 0;
      for (let a = 0; a < d; a++) trace += covariance[a * d + a]!;
      for (let a = 0; a < d; a++) covariance[a * d + a] = trace / d;
    }
    for (let a = 0; a < d; a++) {
      covariance[a * d + a]! += timesPowerOfTwo(regularization, -2 * exponents[a]!);
      for (let b = 0; b < a; b++) covariance[b * d + a] = covariance[a * d + b]!;
    }
    return { weight: total / count, mean, covariance };
  });
}
