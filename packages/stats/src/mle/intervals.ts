import { bootstrap, percentileInterval } from "../intervals/bootstrap.js";
import { noInterval, normalRadius } from "../intervals/interval.js";
import { type IntervalOptions, readIntervalOptions } from "../intervals/options.js";
import { runSteps } from "../steps.js";
import type { Maximum } from "./maximize.js";
import type { ParameterSet } from "./parameterSet.js";
import type { Problem } from "./problem.js";
import { ValueProfile } from "./profile.js";

/** Of all parameters' numbers, one after the other. */
export interface Ends {
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/**
 * Confidence intervals of each number by itself:
 * - `profile`, by the likelihood with all others at their best, also for shares and ascending numbers, which are bound together;
 * - `wald`, estimate ± z·standard error in the unconstrained number that it comes from, and carried back, so that it stays within its
 *   bounds; ascending numbers but the first, and shares of more than two, come from several: theirs are symmetric;
 * - `bootstrap`, the middle of the maxima of resampled rows, each searched from this one.
 */
export function intervalEnds(problem: Problem, maximum: Maximum, options: IntervalOptions): Ends {
  const { level, method, ...resampling } = readIntervalOptions(options);
  if (method === "bootstrap") return bootstrapped(problem, maximum, level, resampling);
  const { size } = problem.parameters;
  if (maximum.status.kind !== "converged")
    return { lows: new Float64Array(size).fill(Number.NaN), highs: new Float64Array(size).fill(Number.NaN) };
  const radius = normalRadius(level);
  if (method === "profile") return profiled(problem, maximum, radius);
  const set = problem.parameters;
  return { lows: waldEnds(set, maximum, -radius), highs: waldEnds(set, maximum, radius) };
}

/** All values z standard errors away, each by itself. */
function waldEnds(set: ParameterSet, { parameters, free, covariance }: Maximum, z: number): Float64Array {
  const { size, freedom } = set;
  const jacobian = set.jacobian(free);
  return parameters.map((value, i) => {
    const shift = z * Math.sqrt(covariance[i * (size + 1)]!);
    const slopes = jacobian.subarray(i * freedom, (i + 1) * freedom);
    const own = slopes.findIndex((slope) => slope !== 0);
    if (slopes.some((slope, j) => slope !== 0 && j !== own)) return value + shift;
    return set.fromFree(free.map((entry, j) => (j === own ? entry + shift / slopes[j]! : entry)))[i]!;
  });
}

function profiled(problem: Problem, maximum: Maximum, radius: number): Ends {
  return problem.with((likelihood) => {
    const profiles = Array.from(
      maximum.parameters,
      (_, i) => new ValueProfile(likelihood, problem.parameters, maximum, i),
    );
    const ends = (side: number) => Float64Array.from(profiles, (profile) => profile.limit(side, radius));
    return { lows: ends(-1), highs: ends(1) };
  });
}

/** Resampled data without a maximum are left out; NaN where there was none with one. */
function bootstrapped(
  problem: Problem,
  { free, parameters }: Maximum,
  level: number,
  resampling: Required<Pick<IntervalOptions, "key" | "resamples">>,
): Ends {
  const names = Array.from(parameters.keys(), String);
  const { estimates } = runSteps(
    bootstrap((draws) => {
      const again = problem.maximize(free, problem.resample(draws));
      const { kind } = again.status;
      if (kind !== "converged" && kind !== "boundary") return undefined;
      return Object.fromEntries(names.map((name, i) => [name, again.parameters[i]!]));
    }, resampling),
  );
  const intervals = names.map((name) =>
    estimates.length === 0
      ? noInterval
      : percentileInterval(
          estimates.map((estimate) => estimate[name]!),
          level,
        ),
  );
  return {
    lows: Float64Array.from(intervals, ({ low }) => low),
    highs: Float64Array.from(intervals, ({ high }) => high),
  };
}
