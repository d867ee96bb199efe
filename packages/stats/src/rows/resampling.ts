import type { Draws } from "../draws.js";
import { drawCounts } from "../intervals/resample.js";
import type { Status } from "../status.js";
import { totalWeight } from "../totalWeight.js";

/** What a fit found of resampled rows. */
export interface Refit<P> {
  readonly status: Status;
  readonly parameters: P;
}

/** Rows that a fit kept, to draw from. */
export interface Resampling<P> {
  /** How much each row counts. */
  readonly weights: Float64Array;
  /** The same fit with other weights, components of mixtures in the order of the first fit's. */
  readonly refit: (weights: Float64Array) => Refit<P>;
}

/** The fit of as many rows as there are, drawn from them with replacement, each by its weight (Efron 1979). */
export function refitResampled<P>({ weights, refit }: Resampling<P>, draws: Draws): Refit<P> {
  const count = Math.max(1, Math.round(totalWeight(weights.length, weights)));
  return refit(drawCounts(weights, count, draws));
}
