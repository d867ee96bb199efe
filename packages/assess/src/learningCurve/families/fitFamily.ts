import { choleskyFactor, choleskyInverse, minimize } from "@mebae/optimizers";
import type { CurveFamily, Situation } from "./family.js";

/** An error seen at L = log(n/n₁), and how far from the law it may lie. */
export interface Seen {
  readonly L: number;
  readonly error: number;
  readonly standardDeviation: number;
}

/** A family's law that the points chose. */
export interface FittedFamily {
  readonly family: CurveFamily;
  readonly theta: Float64Array;
  /** Of θ given the points, by Laplace's approximation: [k, k]. */
  readonly covariance: Float64Array;
  error(L: number): number;
  /** The standard deviation of z at L that comes from not knowing θ. */
  deviation(L: number): number;
}

/**
 * The maximum of the posterior density: the least
 *   F(θ) = ½ Σ ((e(Lᵢ; θ) - eᵢ)/σᵢ)² + ½ Σ ((θⱼ - μⱼ)/τⱼ)²
 * by Newton's method with the Gauss-Newton Hessian JᵀJ, from three floors, as some points have two minima.
 */
export function fitFamily(family: CurveFamily, seen: readonly Seen[], situation: Situation): FittedFamily {
  const priors = family.priors(situation);
  const k = priors.length;
  const at = (theta: Float64Array) => {
    let value = 0;
    const gradient = new Float64Array(k);
    const hessian = new Float64Array(k * k);
    for (const { L, error, standardDeviation } of seen) {
      const law = family.at(theta, L, situation);
      const residual = (law.error - error) / standardDeviation;
      const slopes = law.slopes.map((slope) => slope / standardDeviation);
      value += residual ** 2 / 2;
      for (let i = 0; i < k; i++) {
        gradient[i]! += residual * slopes[i]!;
        for (let j = 0; j < k; j++) hessian[i * k + j]! += slopes[i]! * slopes[j]!;
      }
    }
    for (const [j, { mean, standardDeviation }] of priors.entries()) {
      const residual = (theta[j]! - mean) / standardDeviation;
      value += residual ** 2 / 2;
      gradient[j]! += residual / standardDeviation;
      hessian[j * k + j]! += 1 / standardDeviation ** 2;
    }
    return { value, gradient, hessian };
  };
  const objective = { value: (theta: Float64Array) => at(theta).value, gradient: at, hessian: at };
  const minima = [-1, 0, 1].map((shift) => {
    const start = priors.map(({ mean, standardDeviation }, j) =>
      j === 1 ? mean + shift * standardDeviation : mean,
    );
    return minimize(objective, start, { tolerance: 1e-6 });
  });
  const { x: theta } = minima.reduce((best, other) => (other.value < best.value ? other : best));
  const covariance = choleskyInverse(choleskyFactor(at(theta).hessian)!);
  return {
    ...{ family, theta, covariance },
    error: (L) => family.at(theta, L, situation).error,
    deviation(L) {
      const { link } = situation;
      const { error, slopes } = family.at(theta, L, situation);
      const byZ = link.slope(link.of(link.within(error)));
      let variance = 0;
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++) variance += slopes[i]! * slopes[j]! * covariance[i * k + j]!;
      return Math.sqrt(variance) / Math.abs(byZ);
    },
  };
}
