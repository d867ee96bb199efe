import { fastLog, isInFastRange } from "../special/fastLog.js";
import { logRatio } from "../special/logRatio.js";
import { meanLog } from "./meanLog.js";
import { type Moments, moments, sumOf } from "./moments.js";
import { overviewOf } from "./overview.js";
import type { Statistic } from "./statistic.js";

/**
 * Mean and variance of log x. Nearly equal values keep the digits in which they differ by logarithms of what they are of one of
 * them; others need no such care.
 */
export const logMoments: Statistic<Moments> = {
  name: "logMoments",
  of(values, weights) {
    const { least, greatest } = overviewOf(values);
    if (greatest > 2 * least && isInFastRange(least, greatest))
      return aboutCentre(values, weights, meanLog.of(values, weights));
    const base = values[values.length >> 1]!;
    const { mean, meanRest, variance } = moments.of(
      values.map((value) => logRatio(value, base)),
      weights,
    );
    return { ...sumOf(Math.log(base), meanRest, mean), variance };
  },
  merge: moments.merge,
};

function aboutCentre(values: Float64Array, weights: Float64Array | undefined, centre: number): Moments {
  let count = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const difference = fastLog(values[i]!, 0) - centre;
    const weighted = weight * difference;
    count += weight;
    first += weighted;
    second += weighted * difference;
  }
  const shift = first / count;
  return { ...sumOf(centre, 0, shift), variance: second / count - shift * shift };
}
