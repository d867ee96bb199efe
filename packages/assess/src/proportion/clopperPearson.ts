import { Beta, type Interval } from "@mebae/stats";
import { checkCount, checkLevel } from "./checks.js";

/**
 * The exact interval of a probability after s successes in n independent trials (Clopper & Pearson 1934):
 *   low = B⁻¹(a; s, n-s+1),   high = B⁻¹(1-a; s+1, n-s),   a = (1-level)/2
 * B⁻¹ being the quantile function of the beta distribution. It holds the probability at least as often as it says,
 * whatever n is. Without trials it is [0, 1].
 * @throws UsageError for counts that can't be, or a level outside (0, 1)
 */
export function clopperPearson(successes: number, trials: number, level = 0.95): Interval {
  checkCount("clopperPearson", successes, trials);
  checkLevel("clopperPearson", level);
  const tail = (1 - level) / 2;
  return { low: lowerBound(successes, trials, tail), high: upperBound(successes, trials, tail) };
}

/** A probability that is below it would give as many successes with probability `tail` at most. */
export function lowerBound(successes: number, trials: number, tail: number): number {
  if (successes === 0) return 0;
  return Beta({ alpha: successes, beta: trials - successes + 1 }).quantile(tail);
}

/** A probability that is above it would give as few successes with probability `tail` at most. */
export function upperBound(successes: number, trials: number, tail: number): number {
  if (successes === trials) return 1;
  return Beta({ alpha: successes + 1, beta: trials - successes }).quantile(1 - tail);
}
