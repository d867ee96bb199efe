import { argmaxRows } from "@mebae/training";
import type { ClassOutcomes } from "../outcomes.js";

/** Probabilities that were said, and for each whether it came true (1) or not (0). */
export interface Claims {
  readonly said: Float64Array;
  readonly came: Uint8Array;
}

/** Of each example the predicted class's probability, and whether that class is the true one. */
export function topClaims({ probabilities, labels, classes }: ClassOutcomes): Claims {
  const top = argmaxRows(probabilities, classes);
  return {
    said: Float64Array.from(top, (c, i) => probabilities[i * classes + c]!),
    came: Uint8Array.from(top, (c, i) => (c === labels[i] ? 1 : 0)),
  };
}

/** Of each example this class's probability, and whether it is the true class. */
export function classClaims({ probabilities, labels, classes }: ClassOutcomes, of: number): Claims {
  return {
    said: Float64Array.from(labels, (_, i) => probabilities[i * classes + of]!),
    came: Uint8Array.from(labels, (label) => (label === of ? 1 : 0)),
  };
}

/** What is judged: each example's predicted class, or every class in turn. */
export function claimsOf(outcomes: ClassOutcomes, of: "top" | "classes"): Claims[] {
  if (of === "top") return [topClaims(outcomes)];
  return Array.from({ length: outcomes.classes }, (_, c) => classClaims(outcomes, c));
}
