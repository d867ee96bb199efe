import { UsageError } from "@mebae/tensor";
import type { Constraint } from "../constraints/constraint.js";
import { bootstrap, percentileInterval } from "../intervals/bootstrap.js";
import { type Interval, noInterval, normalRadius } from "../intervals/interval.js";
import { type IntervalOptions, readIntervalOptions } from "../intervals/options.js";
import { waldInterval } from "../intervals/wald.js";
import type { Status } from "../status.js";
import { runSteps } from "../steps.js";
import { type Resampling, refitResampled } from "./resampling.js";

/** Intervals in the shape of parameters; of those that the data tell, so that labels and numbers of trials have none. */
export type RowIntervals<P> = P extends number
  ? Interval
  : P extends readonly (infer Entry)[]
    ? readonly RowIntervals<Entry>[]
    : {
        readonly [Name in keyof P as Name extends "labels" | "trials" ? never : Name]: RowIntervals<P[Name]>;
      };

/** A fit's numbers, one after the other, and how they vary. */
export interface IntervalSource<P> {
  readonly name: string;
  readonly status: Status;
  readonly numbers: readonly number[];
  readonly errors: readonly number[];
  readonly constraints: readonly Constraint[];
  readonly profile: ((place: number, radius: number) => Interval) | undefined;
  readonly resampling: Resampling<P> | undefined;
  readonly numbersOf: (parameters: P) => number[];
}

/** An interval for each number, see `RowFit.confidenceIntervals`. */
export function rowIntervals<P>(source: IntervalSource<P>, options: IntervalOptions): Interval[] {
  const { level, method, ...resampling } = readIntervalOptions(options, "wald");
  if (method === "bootstrap") return bootstrapIntervals(source, level, resampling);
  if (method === "wald") return source.numbers.map((_, i) => waldOf(source, i, level));
  const { profile } = source;
  if (!profile)
    throw new UsageError(
      `confidenceIntervals of ${source.name}: expected method "wald" or "bootstrap", got "profile", which only shares of categories have here: of other rows each of its points would be a search over all other numbers`,
    );
  return source.numbers.map((_, i) => profile(i, normalRadius(level)));
}

function waldOf<P>(
  { status, numbers, errors, constraints }: IntervalSource<P>,
  i: number,
  level: number,
): Interval {
  const [estimate, error] = [numbers[i]!, errors[i]!];
  // What can't be otherwise, as the only component's weight, is itself; at a bound that the data led to an error of 0 says nothing.
  if (error === 0) return status.kind === "converged" ? { low: estimate, high: estimate } : noInterval;
  return waldInterval({ constraint: constraints[i]! }, estimate, error, level);
}

/** Resampled rows without a maximum are left out; NaN where there were none with one. */
function bootstrapIntervals<P>(
  { name, status, numbers, resampling, numbersOf }: IntervalSource<P>,
  level: number,
  options: Required<Pick<IntervalOptions, "key" | "resamples">>,
): Interval[] {
  if (!resampling)
    throw new UsageError(
      `confidenceIntervals of ${name}: expected rows to resample, got a fit of sufficient statistics, which a stream doesn't keep them for; take method "wald"`,
    );
  if (!isEnd(status)) return numbers.map(() => noInterval);
  const { estimates } = runSteps(
    bootstrap((draws) => {
      const again = refitResampled(resampling, draws);
      return isEnd(again.status) ? Object.fromEntries(numbersOf(again.parameters).entries()) : undefined;
    }, options),
  );
  if (estimates.length === 0) return numbers.map(() => noInterval);
  return numbers.map((_, i) =>
    percentileInterval(
      estimates.map((estimate) => estimate[i]!),
      level,
    ),
  );
}

/** A maximum, inside or at a bound. */
function isEnd({ kind }: Status): boolean {
  return kind === "converged" || kind === "boundary";
}
