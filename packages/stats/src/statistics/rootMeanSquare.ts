import { sumsAbout } from "./moments.js";
import { overviewOf } from "./overview.js";
import { powerOfTwo } from "./powerOfTwo.js";
import type { Statistic } from "./statistic.js";

/** √(Σwx²/Σw), with squares in a unit in which they neither overflow nor vanish. */
export const rootMeanSquare: Statistic = {
  name: "rootMeanSquare",
  of(values, weights) {
    const { least, greatest } = overviewOf(values);
    const unit = powerOfTwo(Math.max(-least, greatest));
    const { count, second } = sumsAbout(values, weights, 0, 1 / unit);
    return unit * Math.sqrt(second / count);
  },
  merge(a, aCount, b, bCount) {
    const count = aCount + bCount;
    return Math.hypot(a * Math.sqrt(aCount / count), b * Math.sqrt(bCount / count));
  },
};
