import type { Interval } from "@mebae/stats";
import { normalQuantile } from "@mebae/tensor/scalar";
import { checkCount, checkLevel } from "./checks.js";

/**
 * The score interval of a probability after s successes in n independent trials (Wilson 1927): all π with
 *   |s/n - π| ≤ z·√(π(1-π)/n)
 * Shorter than the exact interval, and as often right on average over probabilities, though not for each. Without trials
 * it is [0, 1].
 * @throws UsageError for counts that can't be, or a level outside (0, 1)
 */
export function wilson(successes: number, trials: number, level = 0.95): Interval {
  checkCount("wilson", successes, trials);
  checkLevel("wilson", level);
  if (trials === 0) return { low: 0, high: 1 };
  const z = -normalQuantile((1 - level) / 2);
  const share = successes / trials;
  const stretch = 1 + (z * z) / trials;
  const middle = (share + (z * z) / (2 * trials)) / stretch;
  const radius = (z / stretch) * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  // At the ends rounding would leave 1e-17.
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - radius),
    high: successes === trials ? 1 : Math.min(1, middle + radius),
  };
}
