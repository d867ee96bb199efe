import type { Probability } from "../probability.js";
import { normalQuantileOfLog } from "../special/normal.js";

/** What a search for a quantile asks of a discrete distribution. */
export interface DiscreteTails {
  readonly logCdf: (k: number) => number;
  readonly logSurvival: (k: number) => number;
  /** The least and the greatest value. */
  readonly support: readonly [low: number, high: number];
  /** Where the search starts: by the normal distribution, corrected for skewness. */
  readonly mean: number;
  readonly standardDeviation: number;
  readonly skewness: number;
}

/**
 * The least k with P(X ≤ k) ≥ p: from the quantile that the first three moments suggest (Cornish & Fisher 1938) in steps that
 * double until k is between two bounds, then by halving. The tail that is smaller decides, by its logarithm.
 */
export function discreteQuantile({ logP, logQ }: Probability, tails: DiscreteTails): number {
  const { logCdf, logSurvival } = tails;
  const [low, high] = tails.support;
  const lower = logP < logQ;
  // A probability that was computed by the cdf itself must give k back, whatever its last digits are.
  const slack = 1e-14 + 4e-16 * Math.abs(lower ? logP : logQ);
  const reached = (k: number) => (lower ? logCdf(k) >= logP - slack : logSurvival(k) <= logQ + slack);

  const z = lower ? normalQuantileOfLog(logP) : -normalQuantileOfLog(logQ);
  const guess = tails.mean + tails.standardDeviation * (z + (tails.skewness * (z * z - 1)) / 6);
  const start = Math.min(Math.max(Math.floor(guess), low), Math.min(high, Number.MAX_SAFE_INTEGER));
  let step = Math.max(1, Math.floor(tails.standardDeviation / 32));
  // below is not enough, above is.
  let below = low - 1;
  let above = high;
  if (reached(start)) {
    above = start;
    for (; above > low; step *= 2) {
      const next = Math.max(low, above - step);
      if (!reached(next)) {
        below = next;
        break;
      }
      above = next;
    }
  } else {
    below = start;
    for (; below < high; step *= 2) {
      const next = Math.min(high, below + step);
      if (next === high || reached(next)) {
        above = next;
        break;
      }
      below = next;
    }
  }
  return halve(reached, below, above);
}

function halve(reached: (k: number) => boolean, below: number, above: number): number {
  for (;;) {
    const middle = Math.floor(below + (above - below) / 2);
    // Whole numbers beyond 2⁵³ have gaps.
    if (middle <= below || middle >= above) return above;
    if (reached(middle)) above = middle;
    else below = middle;
  }
}
