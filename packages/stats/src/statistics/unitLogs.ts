import { deviance } from "../special/deviance.js";
import { log1pmx } from "../special/logarithms.js";
import { meanOf } from "./moments.js";
import type { Statistic } from "./statistic.js";

/** Of values between 0 and 1: their mean m, and by how much the means of logarithms are below those of the means. */
export interface UnitLogs {
  readonly mean: number;
  /** log m - the mean of log x */
  readonly below: number;
  /** log(1-m) - the mean of log(1-x) */
  readonly above: number;
}

/**
 * What the beta distribution asks of data. Of nearly equal values the two differences are tiny, and are computed by what is left of
 * log(x/m) without its linear part, the sum of which is next to 0.
 */
export const unitLogs: Statistic<UnitLogs> = {
  name: "unitLogs",
  of(values, weights) {
    const mean = meanOf(values, weights);
    let count = 0;
    let below = 0;
    let above = 0;
    let rest = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = weights ? weights[i]! : 1;
      const x = values[i]!;
      const difference = x - mean;
      count += weight;
      below -= weight * deviance(difference / mean, x / mean);
      above -= weight * deviance(-difference / (1 - mean), (1 - x) / (1 - mean));
      rest += weight * difference;
    }
    // The mean is rounded, by a part of the digits in which nearly equal values differ: log of the exact one is that of it and more.
    rest /= count;
    const [up, down] = [rest / mean, -rest / (1 - mean)];
    return { mean, below: below / count + log1pmx(up), above: above / count + log1pmx(down) };
  },
  merge(a, aCount, b, bCount) {
    const share = bCount / (aCount + bCount);
    const mean = a.mean + (b.mean - a.mean) * share;
    const left = (x: number, m: number) => deviance((x - m) / m, x / m);
    const join = (x: number, y: number) => x + (y - x) * share;
    return {
      mean,
      below: join(a.below, b.below) - join(left(a.mean, mean), left(b.mean, mean)),
      above: join(a.above, b.above) - join(left(1 - a.mean, 1 - mean), left(1 - b.mean, 1 - mean)),
    };
  },
};
