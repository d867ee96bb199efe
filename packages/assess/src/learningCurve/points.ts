import type { FinishedRun } from "./runs.js";

/** What a learner reached with n examples. */
export interface CurvePoint {
  readonly n: number;
  /** The mean score over the repeats. */
  readonly mean: number;
  readonly repeats: number;
  /** Of each repeat. */
  readonly scores: readonly number[];
  /** Between the repeats; none where there is one repeat. */
  readonly standardDeviation?: number;
  /** Of the mean, by the choice of test examples alone. All sizes share it, as they share the test examples. */
  readonly testError: number;
  /** √(standardDeviation²/repeats + testError²): what the mean is off by, were all examples drawn anew. */
  readonly standardError: number;
  /** Different examples that tested. */
  readonly tested: number;
}

/**
 * @param runs of one size
 * @param tested different examples that tested in them, at least as many as one run's
 * @param testSize the examples that tested in each
 */
export function pointOf(
  n: number,
  runs: readonly FinishedRun[],
  tested: number,
  testSize: number,
): CurvePoint {
  const scores = runs.map(({ score }) => score);
  const count = scores.length;
  const mean = scores.reduce((sum, score) => sum + score, 0) / count;
  const between = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / Math.max(count - 1, 1);
  const within = runs.reduce((sum, { variance }) => sum + variance, 0) / count;
  const testVariance = (within * testSize) / tested;
  return {
    ...{ n, mean, scores, repeats: count },
    ...(count > 1 && { standardDeviation: Math.sqrt(between) }),
    testError: Math.sqrt(testVariance),
    standardError: Math.sqrt(between / count + testVariance),
    tested,
  };
}
