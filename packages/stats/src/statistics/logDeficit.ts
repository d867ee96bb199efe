import { log1pmx } from "../special/logarithms.js";
import { mean } from "./mean.js";
import { meanLog, mergeMeans } from "./meanLog.js";
import type { Statistic } from "./statistic.js";

export interface LogDeficit {
  readonly mean: number;
  /** log(mean of x) - mean of log x, which is 0 for equal values only. */
  readonly deficit: number;
}

/**
 * By how much the mean logarithm falls short of the logarithm of the mean m. Where that is little the difference would cancel: with
 * d = (x - m)/m, whose mean is 0, it is the mean of d - log(1 + d), all of whose terms are positive.
 */
export const logDeficit: Statistic<LogDeficit> = {
  name: "logDeficit",
  of(values, weights) {
    const m = mean.of(values, weights);
    const deficit = Math.log(m) - meanLog.of(values, weights);
    return { mean: m, deficit: deficit > 1e-3 ? deficit : smallDeficit(values, weights, (x) => (x - m) / m) };
  },
  merge(a, aCount, b, bCount) {
    const m = mergeMeans(a.mean, aCount, b.mean, bCount);
    const below = (part: LogDeficit) => part.deficit - log1pmx((part.mean - m) / m);
    return { mean: m, deficit: mergeMeans(below(a), aCount, below(b), bCount) };
  },
};

/** log(mean) - mean of log of 1 + d, where `difference` gives the d's, whose mean is next to 0. */
export function smallDeficit(
  values: Float64Array,
  weights: Float64Array | undefined,
  difference: (value: number) => number,
): number {
  if (values.every((value) => value === values[0])) return 0;
  let count = 0;
  let sum = 0;
  let shift = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const d = difference(values[i]!);
    count += weight;
    sum -= weight * log1pmx(d);
    shift += weight * d;
  }
  // The mean is rounded, by a part of the digits in which nearly equal values differ.
  return sum / count - 0.5 * (shift / count) ** 2;
}
