import type { Parameters } from "../record.js";

/** What the laws of a family are tested on. */
export interface DistributionCases<P extends string = string> {
  /** At least three settings, extreme shapes among them. */
  readonly parameters: readonly Parameters<P>[];
  /**
   * The smallest tail probability at which the quantile is asked to invert the cdf; 1e-300 by default. A bounded support
   * whose end isn't 0 cannot tell values near that end apart.
   */
  readonly lowestTail?: { readonly lower?: number; readonly upper?: number };
  /** Probabilities at whose quantiles the density has a kink or a jump. */
  readonly kinks?: readonly number[];
  /** Settings (their places) whose moments, entropy or information do not exist or whose integrals converge too slowly. */
  readonly withoutMoments?: readonly number[];
  readonly withoutEntropy?: readonly number[];
  readonly withoutInformation?: readonly number[];
}
