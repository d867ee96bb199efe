import { Binomial } from "@mebae/stats";
import { UsageError } from "@mebae/tensor";

export interface McNemar {
  /** Examples that only the first got right, and only the second. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Two-sided, exact: of examples on which they differ either is right with probability ½. */
  readonly pValue: number;
}

/**
 * McNemar's exact test on the same examples (McNemar 1947; Dietterich 1998). It asks about these two trained models on new
 * examples; the interval over folds asks about what the learners learn from new training data too, and is wider.
 */
export function mcNemar(firstRight: ArrayLike<boolean>, secondRight: ArrayLike<boolean>): McNemar {
  if (firstRight.length !== secondRight.length) {
    throw new UsageError(
      `mcNemar: ${firstRight.length} examples of the first but ${secondRight.length} of the second`,
    );
  }
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let i = 0; i < firstRight.length; i++) {
    if (firstRight[i] && !secondRight[i]) onlyFirst++;
    if (secondRight[i] && !firstRight[i]) onlySecond++;
  }
  const trials = onlyFirst + onlySecond;
  if (trials === 0) return { onlyFirst, onlySecond, pValue: 1 };
  const tail = Binomial({ trials, probability: 0.5 }).cdf(Math.min(onlyFirst, onlySecond));
  return { onlyFirst, onlySecond, pValue: Math.min(1, 2 * tail) };
}
