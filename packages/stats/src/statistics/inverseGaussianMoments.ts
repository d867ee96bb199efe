import { mean } from "./mean.js";
import { mergeMeans } from "./meanLog.js";
import type { Statistic } from "./statistic.js";

export interface InverseGaussianMoments {
  readonly mean: number;
  /** (mean of 1/x) - 1/(mean of x), which is 0 for equal values only. */
  readonly excess: number;
}

/** With m the mean, the excess of the mean reciprocal is the mean of (x - m)²/(x·m²), in which nothing cancels. */
export const inverseGaussianMoments: Statistic<InverseGaussianMoments> = {
  name: "inverseGaussianMoments",
  of(values, weights) {
    const m = mean.of(values, weights);
    if (values.every((value) => value === values[0])) return { mean: values[0]!, excess: 0 };
    let count = 0;
    let sum = 0;
    let shift = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = weights ? weights[i]! : 1;
      const d = (values[i]! - m) / m;
      count += weight;
      sum += (weight * d * d) / values[i]!;
      shift += weight * d;
    }
    // The mean is rounded, by a part of the digits in which nearly equal values differ.
    return { mean: m, excess: sum / count - (shift / count) ** 2 / m };
  },
  merge(a, aCount, b, bCount) {
    const m = mergeMeans(a.mean, aCount, b.mean, bCount);
    const above = (part: InverseGaussianMoments) => part.excess + ((part.mean - m) / m) ** 2 / part.mean;
    return { mean: m, excess: mergeMeans(above(a), aCount, above(b), bCount) };
  },
};
