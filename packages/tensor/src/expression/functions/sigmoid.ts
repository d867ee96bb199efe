import type { ScalarFunction } from "../expression.js";
import { expInRange, raise } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";

/**
 * 1/(1+e^-x) without overflow, and with full relative precision where it is small.
 * Within 2 ulp in float32, 2 in float64.
 */
export const sigmoidFunction: ScalarFunction = {
  name: "sigmoid",
  reference: (x) => {
    if (x >= 0) return 1 / (1 + Math.exp(-x));
    const e = Math.exp(x);
    return e / (1 + e);
  },
  // e^-|x| never overflows: 1/(1+e) where x is positive, else e/(1+e).
  expand: (x) => {
    if (!formatOf(x!.type)) return undefined;
    const e = expInRange(raise(x!.abs().neg()));
    const sum = e.add(1);
    const y = x!.less(0).select(e, 1).div(sum);
    // Without the sum's rounding error a float32 could be 2.4 ulp off.
    return y.type === "float32" ? y.multiplyAdd(sum.sub(1).sub(e), y) : y;
  },
};
