import { Key, UsageError } from "@mebae/tensor";
import { regularNames } from "../fit/covariance.js";
import type { FitResult } from "../fit/result.js";
import { expectKnownOptions } from "../knownOptions.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { runSteps, type Steps } from "../steps.js";
import { bootstrap, percentileInterval } from "./bootstrap.js";
import { type Interval, type Intervals, noInterval, normalRadius } from "./interval.js";
import { ProfileIntervals } from "./profileIntervals.js";
import { resample } from "./resample.js";
import { waldInterval } from "./wald.js";

export interface IntervalOptions {
  /** 0.95 by default. */
  readonly level?: number;
  /**
   * `profile`, the default, follows the likelihood itself; `wald` is its quadratic approximation, at once; `bootstrap` refits
   * resampled data and needs no regularity.
   */
  readonly method?: "profile" | "wald" | "bootstrap";
  /** Of the bootstrap; `new Key(0)` by default. */
  readonly key?: Key;
  /** Of the bootstrap; 1000 by default. */
  readonly resamples?: number;
}

/**
 * Confidence intervals of the fitted parameters. NaN where a method gives none: Wald and profile intervals for parameters that
 * bound the support or whose errors aren't normal, and all but the bootstrap's where the fit didn't converge.
 */
export function confidenceIntervals<P extends string>(
  result: FitResult<P>,
  asked: IntervalOptions = {},
): Intervals<P> {
  expectKnownOptions("confidenceIntervals", asked, ["level", "method", "key", "resamples"]);
  const { level = 0.95, method = "profile", ...options } = asked;
  normalRadius(level);
  if (!["profile", "wald", "bootstrap"].includes(method))
    throw new UsageError(`confidenceIntervals: expected a method profile, wald or bootstrap, got ${method}`);
  if (method === "bootstrap") return runSteps(bootstrapSteps(result, { level, ...options }));
  const { standardErrors, fitted } = result;
  const record = result.family.record as unknown as DistributionRecord;
  const of = method === "wald" ? undefined : profilesOf(result);
  const entries = fitted.map((name): [P, Interval] => {
    const error = standardErrors[name];
    if (!Number.isFinite(error)) return [name, noInterval];
    if (of) return [name, of(name, level)];
    return [name, waldInterval(record.parameters[name]!, result.parameters[name], error, level)];
  });
  return Object.fromEntries(entries) as Intervals<P>;
}

function profilesOf<P extends string>(result: FitResult<P>): (name: P, level: number) => Interval {
  if (!result.fitted.some((name) => Number.isFinite(result.standardErrors[name]))) return () => noInterval;
  const { maximum, standardization } = result.onUnitData();
  // What stands at its limit or bounds the support stays there while the others move.
  const fitted = regularNames(maximum.record, maximum.fitted, result as Estimate);
  const profiles = new ProfileIntervals({ ...maximum, fitted });
  return (name, level) => {
    const error = result.standardErrors[name] / standardization.factor(maximum.record.parameters[name]!.role);
    const { low, high } = profiles.of(name, level, error);
    const back = (value: number) => standardization.fromUnit({ [name]: value } as Parameters)[name]!;
    return { low: back(low), high: back(high) };
  };
}

/**
 * Bootstrap intervals refit by refit, for callers that show how far they are: see `Steps`. Refits without a maximum are left
 * out; NaN where there was none with one.
 */
export function* bootstrapSteps<P extends string>(
  { observations, fitted, refit }: FitResult<P>,
  { level = 0.95, key = new Key(0), resamples = 1000 }: Omit<IntervalOptions, "method"> = {},
): Steps<Intervals<P>> {
  normalRadius(level);
  if (!(key instanceof Key)) throw new UsageError(`confidenceIntervals: expected a Key, got ${key}`);
  const { estimates } = yield* bootstrap(
    (draws) => {
      const { status, parameters } = refit(resample(observations, draws));
      return status.kind === "converged" || status.kind === "boundary" ? parameters : undefined;
    },
    { key, resamples },
  );
  const intervals = fitted.map((name): [P, Interval] => {
    const values = estimates.map((estimate) => estimate[name]!);
    return [name, values.length ? percentileInterval(values, level) : noInterval];
  });
  return Object.fromEntries(intervals) as Intervals<P>;
}
