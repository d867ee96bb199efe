import { DataError, UsageError } from "@mebae/tensor";

/** What was predicted and what was true, on examples that the predictor hasn't learned from. */
export interface ClassOutcomes {
  /** [examples, classes], row-major; each row sums to 1. */
  readonly probabilities: ArrayLike<number>;
  /** The true class of each example, counted from 0. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}

/** How far from 1 float32 probabilities may sum. */
const tolerance = 1e-3;

/**
 * Refuses outcomes that can't be judged, in the name of the caller.
 * @throws UsageError where sizes don't fit; DataError naming the example where a row is no distribution or a label
 *   no class.
 */
export function checkOutcomes(name: string, { probabilities, labels, classes }: ClassOutcomes): void {
  if (!Number.isInteger(classes) || classes < 2)
    throw new UsageError(`${name}: expected two classes or more, got ${classes}`);
  if (probabilities.length !== labels.length * classes) {
    throw new UsageError(
      `${name}: ${labels.length} labels of ${classes} classes need ${labels.length * classes} probabilities, got ${probabilities.length}`,
    );
  }
  if (labels.length === 0) throw new UsageError(`${name}: expected outcomes, got none`);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new DataError(
        `${name}: example ${i}: expected a label from 0 to ${classes - 1}, found ${label}`,
        {
          index: i,
        },
      );
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const p = probabilities[i * classes + c]!;
      if (!(p >= 0 && p <= 1 + tolerance))
        throw new DataError(`${name}: example ${i}: expected probabilities from 0 to 1, found ${p}`, {
          index: i,
        });
      sum += p;
    }
    if (Math.abs(sum - 1) > tolerance)
      throw new DataError(
        `${name}: example ${i}: expected probabilities that sum to 1, found a sum of ${sum}`,
        { index: i },
      );
  }
}
