import { logOfScaled } from "../statistics/powerOfTwo.js";
import { converged, type Status } from "../status.js";
import { totalWeight } from "../totalWeight.js";
import { dependenceReason, dependences, involved } from "./dependence.js";
import { type Design, linearPredictor } from "./design.js";
import { counted } from "./estimate.js";
import { type LeastSquares, leastSquares } from "./leastSquares.js";
import type { Fitted } from "./result.js";

/** All in the units of design and response. */
export interface LinearFit extends Fitted {
  readonly exponent: number;
  /** Σwr² */
  readonly sumOfSquares: number;
  readonly nullDeviance: number;
  readonly residuals: Float64Array;
  readonly fitted: Float64Array;
  readonly degreesOfFreedom: number;
}

/**
 * The fit of linearRegression by least squares.
 * @param exponent of the unit that y is in
 */
export function linearFit(
  name: string,
  design: Design,
  y: Float64Array,
  weights: Float64Array | undefined,
  exponent: number,
): LinearFit {
  const columns = counted(design.columns, weights);
  const counts = weights?.filter((weight) => weight > 0);
  const [values] = counted([y], weights) as [Float64Array];
  const dependent = dependences(columns, design.intercept);
  const kept = columns.flatMap((_, j) => (dependent.some(({ column }) => column === j) ? [] : [j]));
  const least = leastSquares(
    kept.map((j) => columns[j]!),
    values,
    design.intercept,
    counts,
  );
  const n = totalWeight(y.length, counts);
  const isExact = least.residuals.every((rest) => Math.abs(rest) <= 4 * Number.EPSILON * least.size);
  const sumOfSquares = isExact ? 0 : least.sumOfSquares;
  const degreesOfFreedom = n - kept.length;
  const coefficients = new Float64Array(columns.length);
  kept.forEach((j, i) => {
    coefficients[j] = least.coefficients[i]!;
  });
  const unclear = involved(dependent);
  const fitted = linearPredictor(design, coefficients);
  return {
    name,
    design,
    n,
    names: design.names,
    values: coefficients,
    covariance: covarianceOf(least, kept, columns.length, sumOfSquares / degreesOfFreedom, unclear),
    exponent,
    status: statusOf(isExact, dependenceReason(dependent, design)),
    logLikelihood: -0.5 * n * (logOfScaled((2 * Math.PI * sumOfSquares) / n, 2 * exponent) + 1),
    // σ is one, too.
    k: kept.length + 1,
    iterations: 0,
    sumOfSquares,
    nullDeviance: nullSquares(values, design.intercept, counts),
    residuals: counts && counts.length < y.length ? y.map((value, i) => value - fitted[i]!) : least.residuals,
    fitted,
    degreesOfFreedom,
  };
}

function statusOf(isExact: boolean, dependence: string): Status {
  if (isExact)
    return {
      kind: "degenerate",
      reason: "the fit is exact, and the likelihood grows without bound as the standard deviation goes to 0",
    };
  return dependence ? { kind: "notIdentifiable", reason: dependence } : converged;
}

function covarianceOf(
  { inverse }: LeastSquares,
  kept: readonly number[],
  size: number,
  variance: number,
  unclear: ReadonlySet<number>,
): Float64Array {
  const covariance = new Float64Array(size * size).fill(Number.NaN);
  kept.forEach((row, i) => {
    kept.forEach((column, j) => {
      if (!unclear.has(row) && !unclear.has(column))
        covariance[row * size + column] = variance * inverse[i * kept.length + j]!;
    });
  });
  return covariance;
}

function nullSquares(y: Float64Array, intercept: boolean, weights: Float64Array | undefined): number {
  if (!intercept) return y.reduce((sum, value, i) => sum + (weights?.[i] ?? 1) * value * value, 0);
  return leastSquares([new Float64Array(y.length).fill(1)], y, true, weights).sumOfSquares;
}
