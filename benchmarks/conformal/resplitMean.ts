import { type ClassOutcomes, conformalRank } from "@mebae/assess";
import { lgamma } from "@mebae/tensor/scalar";

/** Scores of the true classes in ascending order, by which the sets of "lac" hold an example: at most the quantile. */
export function trueScores({ probabilities, labels, classes }: ClassOutcomes): Float64Array {
  return Float64Array.from(labels, (label, i) => 1 - probabilities[i * classes + label]!).sort();
}

/**
 * The mean coverage of all ways at once to draw n calibration examples from N, without a random number. One of the others, that
 * has L of the N scores below its own, is covered where fewer than k of those L calibrate:
 *   mean = 1/N Σᵢ P(H ≤ k-1),   H ~ Hypergeometric(N-1; Lᵢ, n)
 * It is k/(n+1) where the scores differ, and more where some are equal.
 */
export function meanOfAllSplits(sorted: Float64Array, n: number, alpha: number): number {
  const size = sorted.length;
  const rank = conformalRank(n, alpha);
  const logFactorials = new Float64Array(size + 1);
  for (let i = 1; i <= size; i++) logFactorials[i] = lgamma(i + 1);
  const logChoose = (of: number, some: number) =>
    logFactorials[of]! - logFactorials[some]! - logFactorials[of - some]!;
  const all = logChoose(size - 1, n);
  let total = 0;
  let below = 0;
  let covered = 0;
  for (let i = 0; i < size; i++) {
    if (i === 0 || sorted[i]! > sorted[i - 1]!) {
      below = i;
      covered = 0;
      const fewest = Math.max(0, n - (size - 1 - below));
      for (let h = fewest; h < rank && h <= below; h++)
        covered += Math.exp(logChoose(below, h) + logChoose(size - 1 - below, n - h) - all);
    }
    total += covered;
  }
  return total / size;
}
