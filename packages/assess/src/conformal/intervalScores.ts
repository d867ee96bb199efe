import type { Interval } from "@mebae/stats";
import { clopperPearson } from "../proportion/clopperPearson.js";
import type { NumberIntervals } from "./conformalNumbers.js";
import { checkPredictions } from "./numberPredictions.js";

export interface IntervalScores {
  /** The share of intervals that hold the truth. */
  readonly coverage: number;
  /** The exact 95 % interval of the coverage (Clopper & Pearson). */
  readonly interval: Interval;
  readonly meanWidth: number;
}

/** How intervals did on examples whose truth is known. @throws UsageError, DataError for truths that can't be used */
export function intervalScores({ low, high }: NumberIntervals, expected: ArrayLike<number>): IntervalScores {
  checkPredictions("intervalScores", "expected", expected, low.length);
  let held = 0;
  let width = 0;
  for (let i = 0; i < low.length; i++) {
    if (low[i]! <= expected[i]! && expected[i]! <= high[i]!) held++;
    width += high[i]! - low[i]!;
  }
  const n = low.length;
  return { coverage: held / n, interval: clopperPearson(held, n), meanWidth: width / n };
}
