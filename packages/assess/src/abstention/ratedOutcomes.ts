import { DataError, UsageError } from "@mebae/tensor";
import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";
import { topClaims } from "../scores/claims.js";

/** For each example how sure the predictor is, in whatever unit, and what its prediction costs. */
export interface RatedOutcomes {
  /** Larger is surer. */
  readonly confidences: ArrayLike<number>;
  /** 0 for a right prediction, 1 for a wrong one; or other costs. */
  readonly losses: ArrayLike<number>;
}

/** Of classes the confidence is the predicted class's probability, the loss 1 where that class isn't the true one. */
export function readRated(name: string, outcomes: ClassOutcomes | RatedOutcomes): RatedOutcomes {
  if ("probabilities" in outcomes) {
    checkOutcomes(name, outcomes);
    const { said, came } = topClaims(outcomes);
    return { confidences: said, losses: came.map((hit) => 1 - hit) };
  }
  const { confidences, losses } = outcomes;
  if (confidences.length !== losses.length || losses.length === 0)
    throw new UsageError(
      `${name}: expected a confidence for each loss, got ${confidences.length} for ${losses.length}`,
    );
  for (let i = 0; i < losses.length; i++) {
    if (!Number.isFinite(confidences[i]) || !Number.isFinite(losses[i]))
      throw new DataError(
        `${name}: example ${i}: expected a finite confidence and loss, found ${confidences[i]} and ${losses[i]}`,
        { index: i },
      );
  }
  return outcomes;
}

/** Indices by confidence, the surest first. */
export function surestFirst({ confidences }: RatedOutcomes): Int32Array {
  return Int32Array.from(confidences, (_, i) => i).sort((a, b) => confidences[b]! - confidences[a]! || a - b);
}
