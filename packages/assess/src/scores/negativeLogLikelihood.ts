import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";

/**
 * The mean of -log p_y, y being the true class, in nats: the score by which an honest probability is the best one
 * (Good 1952). Infinite where a class occurs that was given probability 0.
 * @throws UsageError, DataError for outcomes that can't be judged
 */
export function negativeLogLikelihood(outcomes: ClassOutcomes): number {
  checkOutcomes("negativeLogLikelihood", outcomes);
  return mean(logLosses(outcomes));
}

/** -log p_y of each example. */
export function logLosses({ probabilities, labels, classes }: ClassOutcomes): Float64Array {
  return Float64Array.from(labels, (label, i) => -Math.log(probabilities[i * classes + label]!));
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
