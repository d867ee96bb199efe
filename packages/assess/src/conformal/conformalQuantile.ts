import { UsageError } from "@mebae/tensor";
import { checkLevel } from "../proportion/checks.js";

/** What to do where a calibration set is too small for the level. */
export type WhenTooSmall = "full" | "refuse";

/**
 * k = ⌈(n+1)(1-α)⌉: a new score is among the k smallest of n+1 exchangeable ones with probability k/(n+1) ≥ 1-α. Above n no
 * score is large enough.
 */
export function conformalRank(n: number, alpha: number): number {
  checkLevel("conformal", alpha, "alpha");
  // As n+1 - ⌊(n+1)α⌋, which 1-α would spoil by rounding; 100·0.29 is 28.999999999999996.
  return n + 1 - Math.floor((n + 1) * alpha * (1 + 1e-12));
}

/** The fewest examples with k ≤ n: ⌈(1-α)/α⌉. */
export function fewestFor(alpha: number): number {
  return Math.ceil(((1 - alpha) / alpha) * (1 - 1e-12));
}

/**
 * The k-th smallest score; Infinity where n is too small for α, or a refusal.
 * @param whose names the examples in a refusal: " of class 2"
 */
export function conformalQuantile(
  scores: Float64Array,
  alpha: number,
  whenTooSmall: WhenTooSmall,
  whose = "",
): number {
  if (whenTooSmall !== "full" && whenTooSmall !== "refuse")
    throw new UsageError(`conformal: expected whenTooSmall "full" or "refuse", got ${whenTooSmall}`);
  const rank = conformalRank(scores.length, alpha);
  if (rank <= scores.length) return scores.slice().sort()[rank - 1]!;
  if (whenTooSmall === "full") return Number.POSITIVE_INFINITY;
  throw new UsageError(`conformal: ${tooSmall(scores.length, alpha, whose)}`);
}

/** A sentence about why. */
export const tooSmall = (n: number, alpha: number, whose = "") =>
  `alpha ${alpha} needs ${fewestFor(alpha)} calibration examples${whose} or more, there are ${n}`;
