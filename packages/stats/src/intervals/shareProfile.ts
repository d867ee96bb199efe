import { rootBetween } from "../root.js";
import type { Interval } from "./interval.js";

/**
 * The profile interval of a share that was estimated from n trials. For a share of p the others do best in their old proportions, so
 * that the likelihood's profile is the binomial one,
 *   l(p̂) - l(p) = n·(p̂·log(p̂/p) + (1-p̂)·log((1-p̂)/(1-p))) = z²/2.
 * A share of 0 or 1 has an interval too, on one side: up to 1 - e^(-z²/2n).
 */
export function shareProfile(share: number, n: number, radius: number): Interval {
  const target = radius ** 2 / (2 * n);
  if (share === 0) return { low: 0, high: -Math.expm1(-target) };
  if (share === 1) return { low: Math.exp(-target), high: 1 };
  const fall = (p: number) => share * Math.log(share / p) + (1 - share) * Math.log((1 - share) / (1 - p));
  return {
    low: rootBetween((p) => target - fall(p), 0, share),
    high: rootBetween((p) => fall(p) - target, share, 1),
  };
}
