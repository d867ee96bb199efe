import { isInLogRange } from "../special/fastLogs.js";
import { logRatio } from "../special/logRatio.js";
import { meanLogOfScaled, mergeMeans } from "./meanLog.js";
import { overviewOf } from "./overview.js";
import type { Statistic } from "./statistic.js";

export interface LogExcess {
  readonly least: number;
  /** The mean of log(x/least). */
  readonly mean: number;
}

/** How far positive values exceed their least, on the scale of logarithms. */
export const logExcess: Statistic<LogExcess> = {
  name: "logExcess",
  of(values, weights) {
    const { least, greatest } = overviewOf(values);
    if (!weights && isInLogRange(least, greatest) && greatest / least < 1e290) {
      const mean = meanLogOfScaled(values, 1 / least, 1, greatest / least);
      // Less is a mean of logarithms of numbers whose digits beyond 1 are rounded.
      if (mean > 0.01) return { least, mean };
    }
    let count = 0;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = weights ? weights[i]! : 1;
      count += weight;
      sum += weight * logRatio(values[i]!, least);
    }
    return { least, mean: sum / count };
  },
  merge(a, aCount, b, bCount) {
    const least = Math.min(a.least, b.least);
    const above = (part: LogExcess) => part.mean + logRatio(part.least, least);
    return { least, mean: mergeMeans(above(a), aCount, above(b), bCount) };
  },
};
