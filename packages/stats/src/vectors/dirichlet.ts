import { choleskyFactor, choleskySolve, type Minimum, minimize } from "@mebae/optimizers";
import { DataError } from "@mebae/tensor";
import { lgamma, polygamma } from "@mebae/tensor/scalar";
import { positive } from "../constraints/positive.js";
import { type Data, readWeights } from "../fit/readData.js";
import { type SummedFamily, summedFamily } from "../rows/family.js";
import { type RowData, readRows } from "../rows/readRows.js";
import type { Resampling } from "../rows/resampling.js";
import { type CovarianceEntry, noCovariance, RowFit } from "../rows/result.js";
import { logMinusDigamma } from "../special/stirling.js";
import { converged, type Status } from "../status.js";
import { totalWeight } from "../totalWeight.js";
import { DirichletDistribution, type DirichletParameters, expectShares } from "./dirichletDistribution.js";

/** Means of the shares and of their logarithms. */
export interface ShareMeans {
  readonly count: number;
  readonly mean: readonly number[];
  readonly meanLog: readonly number[];
  /** The row that all rows are, where they are equal. */
  readonly only: readonly number[] | undefined;
}

/**
 * The Dirichlet distribution of rows of positive shares with sum 1, A = Σαⱼ:
 *   f(x) = Γ(A)/ΠΓ(αⱼ) · Πxⱼ^(αⱼ-1)
 * Its maximum likelihood is by Newton's steps in log α (Minka 2000, "Estimating a Dirichlet distribution") from the means of
 * log xⱼ, its information -∂²l/∂α∂α = n·(diag ψ′(αⱼ) - ψ′(A)·11ᵀ). Equal rows have no maximum.
 *
 *     fit(Dirichlet, [[0.2, 0.8], [0.4, 0.6], [0.3, 0.7]]).parameters.concentration;
 */
export const Dirichlet: SummedFamily<RowData, DirichletParameters, DirichletDistribution, ShareMeans> =
  summedFamily("Dirichlet", (parameters: DirichletParameters) => new DirichletDistribution(parameters), {
    of: meansOf,
    merge,
    estimate,
  });

function meansOf(data: RowData, weights: Data | undefined): ShareMeans {
  const where = "fit Dirichlet";
  const matrix = readRows(where, data);
  const { values, rows, columns } = matrix;
  if (columns < 2) throw new DataError(`${where}: expected rows of at least 2 shares, got ${columns}`);
  expectShares(where, matrix);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, rows);
  const count = totalWeight(rows, heavy);
  if (count === 0) throw new DataError(`${where}: expected data, got weights of 0 only`);
  const mean = Array<number>(columns).fill(0);
  const meanLog = Array<number>(columns).fill(0);
  let only: Float64Array | undefined;
  let isOnly = true;
  for (let i = 0; i < rows; i++) {
    const share = (heavy ? heavy[i]! : 1) / count;
    if (share === 0) continue;
    const row = values.subarray(i * columns, (i + 1) * columns);
    only ??= row;
    isOnly &&= row.every((value, j) => value === only![j]);
    for (let j = 0; j < columns; j++) {
      mean[j]! += share * row[j]!;
      meanLog[j]! += share * Math.log(row[j]!);
    }
  }
  return { count, mean, meanLog, only: isOnly ? [...only!] : undefined };
}

function merge(a: ShareMeans, b: ShareMeans): ShareMeans {
  if (a.mean.length !== b.mean.length)
    throw new DataError(
      `fit Dirichlet: expected rows of ${a.mean.length} shares as before, got ${b.mean.length}`,
    );
  const count = a.count + b.count;
  const share = b.count / count;
  const mix = (x: readonly number[], y: readonly number[]) =>
    x.map((value, j) => value + (y[j]! - value) * share);
  const same = a.only && b.only?.every((value, j) => value === a.only![j]);
  return {
    count,
    mean: mix(a.mean, b.mean),
    meanLog: mix(a.meanLog, b.meanLog),
    only: same ? a.only : undefined,
  };
}

function estimate(
  means: ShareMeans,
  resampling?: Resampling<DirichletParameters>,
): RowFit<DirichletParameters, DirichletDistribution> {
  const { count: n, mean, meanLog, only } = means;
  const constraints = mean.map(() => positive());
  const parts = { family: Dirichlet, make: Dirichlet, n, k: mean.length, constraints, resampling };
  if (only) {
    const reason = `all rows are ${JSON.stringify(only)}, and the likelihood grows without bound as the concentration goes to Infinity`;
    return new RowFit<DirichletParameters, DirichletDistribution>({
      ...parts,
      parameters: { concentration: mean.map(() => Infinity) },
      status: { kind: "degenerate", reason },
      logLikelihood: Infinity,
      covariance: noCovariance,
    });
  }
  const minimum = minimize(objective(n, meanLog), startOf(means));
  const concentration = Array.from(lastStep(minimum), Math.exp);
  const status = statusOf(minimum);
  return new RowFit<DirichletParameters, DirichletDistribution>({
    ...parts,
    parameters: { concentration },
    status,
    logLikelihood: n * meanLogDensity(concentration, meanLog),
    covariance: status === converged ? () => inverseInformation(concentration, n) : noCovariance,
  });
}

/** The mean deviation Σ m·(log m - mean log x) is (k-1)/(2A) for large A. */
function startOf({ mean, meanLog }: ShareMeans): Float64Array {
  const deviation = mean.reduce((sum, m, j) => sum + m * (Math.log(m) - meanLog[j]!), 0);
  const total = (mean.length - 1) / (2 * Math.max(deviation, 1e-15));
  return Float64Array.from(mean, (m) => Math.log(m * total));
}

function meanLogDensity(concentration: readonly number[], meanLog: readonly number[]): number {
  let total = 0;
  let sum = 0;
  for (const [j, a] of concentration.entries()) {
    total += a;
    sum += (a - 1) * meanLog[j]! - lgamma(a);
  }
  return sum + lgamma(total);
}

/** -l by log α. */
function objective(n: number, meanLog: readonly number[]) {
  const expand = (free: Float64Array) => {
    const a = free.map(Math.exp);
    const total = a.reduce((sum, x) => sum + x, 0);
    // ψ(A) - ψ(α) + mean log x, whose two logarithms are nearly equal where the concentration is large.
    const slopes = a.map(
      (x, j) => -n * x * (Math.log(total / x) - logMinusDigamma(total) + logMinusDigamma(x) + meanLog[j]!),
    );
    return { a, total, gradient: slopes, value: -n * meanLogDensity(Array.from(a), meanLog) };
  };
  return {
    value: (free: Float64Array) => expand(free).value,
    gradient: expand,
    hessian(free: Float64Array) {
      const { a, total, gradient, value } = expand(free);
      const k = a.length;
      const shared = polygamma(1, total);
      const hessian = Float64Array.from({ length: k * k }, (_, at) => {
        const [i, j] = [Math.floor(at / k), at % k];
        const own = i === j ? n * a[i]! * a[i]! * polygamma(1, a[i]!) + gradient[i]! : 0;
        return own - n * a[i]! * a[j]! * shared;
      });
      return { value, gradient, hessian };
    },
  };
}

/** Newton's step from the end, whose derivatives are there already. */
function lastStep({ x, gradient, hessian, status }: Minimum): Float64Array {
  const factor = status === "converged" && hessian && choleskyFactor(hessian);
  if (!factor) return x;
  const step = choleskySolve(factor, gradient);
  return x.map((entry, i) => entry - step[i]!);
}

function statusOf({ status, decrement }: Minimum): Status {
  if (status === "converged") return converged;
  if (status === "unbounded")
    return { kind: "degenerate", reason: "the likelihood grows without bound as the concentration grows" };
  return {
    kind: "notConverged",
    reason: `the search ended with a score of ${decrement.toPrecision(2)} standard errors`,
  };
}

/** (D - c·11ᵀ)⁻¹/n = (D⁻¹ + D⁻¹11ᵀD⁻¹/(1/c - Σ1/dⱼ))/n (Sherman & Morrison 1950). */
function inverseInformation(concentration: readonly number[], n: number): CovarianceEntry {
  const total = concentration.reduce((sum, a) => sum + a, 0);
  const inverse = concentration.map((a) => 1 / polygamma(1, a));
  const rest = 1 / polygamma(1, total) - inverse.reduce((sum, x) => sum + x, 0);
  return (i, j) => ((i === j ? inverse[i]! : 0) + (inverse[i]! * inverse[j]!) / rest) / n;
}
