import { fastLogs, isInLogRange } from "../special/fastLogs.js";
import { logRatio } from "../special/logRatio.js";
import { meanLog } from "./meanLog.js";
import { type Moments, moments, sumOf, sumsAbout } from "./moments.js";
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
    if (greatest > 2 * least && isInLogRange(least, greatest))
      return aboutCentre(values, weights, meanLog.of(values, weights));
    const base = values[values.length >> 1]!;
    const { mean, meanRest, variance } = moments.of(
      values.map((value) => logRatio(value, base)),
      weights,
    );
    return { ...sumOf(Math.log(base), meanRest, mean), variance };
  },
  merge: (...parts) => moments.merge(...parts),
};

const blockLength = 256;
const logs = new Float64Array(blockLength);

function aboutCentre(values: Float64Array, weights: Float64Array | undefined, centre: number): Moments {
  let count = 0;
  let first = 0;
  let second = 0;
  for (let from = 0; from < values.length; from += blockLength) {
    const size = Math.min(blockLength, values.length - from);
    fastLogs(logs, values, from, size, 0);
    const sums = sumsAbout(logs.subarray(0, size), weights?.subarray(from, from + size), centre);
    count += sums.count;
    first += sums.first;
    second += sums.second;
  }
  const shift = first / count;
  return { ...sumOf(centre, 0, shift), variance: second / count - shift * shift };
}
