import type { LogDeficit } from "./logDeficit.js";
import { logDeficit, smallDeficit } from "./logDeficit.js";
import { mean } from "./mean.js";
import { meanLog } from "./meanLog.js";
import type { Statistic } from "./statistic.js";

/** `logDeficit` of 1/x, of which nearly equal values keep no digits: with c next to them 1/x is 1/c·(1 + (c - x)/x). */
export const reciprocalDeficit: Statistic<LogDeficit> = {
  name: "reciprocalDeficit",
  of(values, weights) {
    const reciprocals = values.map((value) => 1 / value);
    const m = mean.of(reciprocals, weights);
    const deficit = Math.log(m) - meanLog.of(reciprocals, weights);
    const centre = 1 / m;
    return {
      mean: m,
      deficit: deficit > 1e-3 ? deficit : smallDeficit(values, weights, (x) => (centre - x) / x),
    };
  },
  merge: (...parts) => logDeficit.merge(...parts),
};
