import { extremes } from "./extremes.js";
import { powerOfTwo } from "./moments.js";
import type { Statistic } from "./statistic.js";

/** √(Σwx²/Σw), with squares in a unit in which they neither overflow nor vanish. */
export const rootMeanSquare: Statistic = {
  name: "rootMeanSquare",
  of(values, weights) {
    const { least, greatest } = extremes.of(values);
    const unit = powerOfTwo(Math.max(-least, greatest));
    let count = 0;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = weights ? weights[i]! : 1;
      const value = values[i]! / unit;
      count += weight;
      sum += weight * value * value;
    }
    return unit * Math.sqrt(sum / count);
  },
  merge(a, aCount, b, bCount) {
    const count = aCount + bCount;
    return Math.hypot(a * Math.sqrt(aCount / count), b * Math.sqrt(bCount / count));
  },
};
