import { logRatio } from "../special/logRatio.js";
import { type Moments, moments, sumOf } from "./moments.js";
import type { Statistic } from "./statistic.js";

/**
 * Mean and variance of log x. Logarithms are taken relative to one of the values, so that nearly equal ones keep the digits in
 * which they differ.
 */
export const logMoments: Statistic<Moments> = {
  name: "logMoments",
  of(values, weights) {
    const base = values[values.length >> 1]!;
    const { mean, meanRest, variance } = moments.of(
      values.map((value) => logRatio(value, base)),
      weights,
    );
    return { ...sumOf(Math.log(base), meanRest, mean), variance };
  },
  merge: moments.merge,
};
