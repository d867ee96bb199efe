import { UsageError } from "@mebae/tensor";
import { unitInterval } from "../constraints/unitInterval.js";
import { shareProfile } from "../intervals/shareProfile.js";
import { converged, type Status } from "../status.js";

/** What the sum of probabilities may be off by rounding, for each of them. */
const tolerance = 1e-9;

/** UsageError for what aren't probabilities that sum to 1. */
export function expectProbabilities(where: string, probabilities: readonly number[], least = 1): void {
  const sum = probabilities.reduce((total, p) => total + p, 0);
  const wrong = probabilities.findIndex((p) => !(p >= 0 && p <= 1));
  if (wrong >= 0)
    throw new UsageError(
      `${where}: expected probability [${wrong}] to be from 0 to 1, got ${probabilities[wrong]}`,
    );
  if (probabilities.length < least || Math.abs(sum - 1) > tolerance * probabilities.length)
    throw new UsageError(
      `${where}: expected at least ${least} probabilities that sum to 1, got ${probabilities.length} that sum to ${sum}`,
    );
}

/**
 * The covariance of shares that were estimated from n trials, (pᵢδᵢⱼ - pᵢpⱼ)/n; NaN for a share of 0, which stands at its
 * bound.
 */
function shareCovariance(probabilities: readonly number[], n: number): (i: number, j: number) => number {
  return (i, j) => {
    const [p, q] = [probabilities[i]!, probabilities[j]!];
    if (p === 0 || q === 0) return Number.NaN;
    return (i === j ? p * (1 - p) : -p * q) / n;
  };
}

/** How shares that were estimated from n trials vary. */
export function shareErrors(probabilities: readonly number[], n: number) {
  return {
    covariance: () => shareCovariance(probabilities, n),
    constraints: probabilities.map(() => unitInterval()),
    profile: (i: number, radius: number) => shareProfile(probabilities[i]!, n, radius),
  };
}

/** -Σ p·log p */
export function shareEntropy(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
}

/** A share of 0 stands at its bound. */
export function shareStatus(probabilities: readonly number[], reasonOf: (i: number) => string): Status {
  const absent = probabilities.indexOf(0);
  if (absent < 0) return converged;
  const parameter = `probabilities[${absent}]`;
  return { kind: "boundary", parameter, limit: 0, reason: reasonOf(absent) };
}
