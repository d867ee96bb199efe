import type { Link } from "./link.js";

/** What families know of the points beside their priors. */
export interface Situation {
  /** About the error at the largest size n₁. */
  readonly lastError: number;
  /** The error of guessing without having learned, which the smallest sizes come near to. */
  readonly guessing: number;
  readonly link: Link;
}

/**
 * A law that a learner's error e may follow as the number n of examples grows, falling in
 *   L = log(n/n₁),   n₁ the largest size that was measured.
 * Its parameters θ are real numbers with independent normal priors, in units in which the same priors suit every learner.
 */
export interface CurveFamily {
  readonly name: string;
  /** The law's formula, for people. */
  readonly formula: string;
  priors(situation: Situation): readonly Prior[];
  /** e(L) and its slopes in θ. */
  at(theta: ArrayLike<number>, L: number, situation: Situation): { error: number; slopes: number[] };
}

export interface Prior {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** 1/(1 + e^-x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
