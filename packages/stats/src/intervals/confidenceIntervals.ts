import { regularNames } from "../fit/covariance.js";
import type { FitResult } from "../fit/result.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { runSteps, type Steps } from "../steps.js";
import { bootstrap, percentileInterval } from "./bootstrap.js";
import { type Interval, type Intervals, noInterval } from "./interval.js";
import { type IntervalOptions, readIntervalOptions } from "./options.js";
import { ProfileIntervals } from "./profileIntervals.js";
import { resample } from "./resample.js";
import { waldInterval } from "./wald.js";

/**
 * Confidence intervals of the fitted parameters. NaN where a method gives none: Wald and profile intervals for parameters that
 * bound the support or whose errors aren't normal, and all but the bootstrap's where the fit didn't converge. An end of a profile
 * interval is where a refit with the parameter known has the level's deviance: the parameter's bound where none has, NaN where the
 * profile can't be followed that far, as where it goes over into an infinite likelihood.
 */
export function confidenceIntervals<P extends string>(
  result: FitResult<P>,
  asked: IntervalOptions = {},
): Intervals<P> {
  const { level, method, ...resampling } = readIntervalOptions(asked);
  if (method === "bootstrap") return runSteps(bootstrapSteps(result, { level, ...resampling }));
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
  options: Omit<IntervalOptions, "method"> = {},
): Steps<Intervals<P>> {
  const { level, key, resamples } = readIntervalOptions(options);
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
