import { UsageError } from "@mebae/tensor";
import { normalQuantile } from "@mebae/tensor/scalar";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An interval for each fitted parameter. */
export type Intervals<P extends string = string> = Readonly<Record<P, Interval>>;

/** What an interval can't be computed for. */
export const noInterval: Interval = { low: Number.NaN, high: Number.NaN };

/** z with P(|Z| < z) = level. */
export function normalRadius(level: number): number {
  if (typeof level !== "number" || !(level > 0 && level < 1))
    throw new UsageError(`confidenceIntervals: expected a level inside (0, 1), got ${level}`);
  return -normalQuantile((1 - level) / 2);
}
