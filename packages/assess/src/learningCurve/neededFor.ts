import type { ScorePrediction } from "./prediction.js";

/** How many examples a target score takes. */
export interface Needed {
  readonly target: number;
  /** Where the predicted curve reaches the target: undefined where no number of examples seems to. */
  readonly n?: number;
  /** Where the interval's upper end reaches it: with fewer it would be a surprise. Undefined where that doesn't either. */
  readonly low?: number;
  /** Where its lower end reaches it: so many should be enough. Undefined where that doesn't happen. */
  readonly high?: number;
}

/** How far a curve is followed, in units of n₁. */
const furthest = 1e6;

/**
 * From 1 to 10⁶·n₁ examples.
 * @param last the largest measured size, n₁
 */
export function neededFor(target: number, last: number, at: (n: number) => ScorePrediction): Needed {
  const [n, low, high] = (["score", "high", "low"] as const).map((end) =>
    firstReach(last * furthest, (n) => at(n)[end] >= target),
  );
  return {
    target,
    ...(n !== undefined && { n }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
  };
}

/** The least n that reaches: found among steps of 5 %, as the interval's ends needn't rise throughout, then halved down to 1. */
function firstReach(most: number, reaches: (n: number) => boolean): number | undefined {
  let before = 0;
  let n = 1;
  while (!reaches(n)) {
    if (n >= most) return undefined;
    before = n;
    n = Math.min(Math.ceil(n * 1.05), most);
  }
  while (n - before > 1) {
    const middle = Math.floor((before + n) / 2);
    if (reaches(middle)) n = middle;
    else before = middle;
  }
  return n;
}
