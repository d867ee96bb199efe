import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { formatOf } from "./parts/format.js";
import { logarithm, splitAny } from "./parts/logarithm.js";

/** log x. Within 1 ulp in float32, 1 in float64. */
export const logFunction: ScalarFunction = {
  name: "log",
  reference: Math.log,
  expand: (x) => formatOf(x!.type) && expandLog(x!),
};

export function expandLog(x: Scalar): Scalar {
  const { n, mantissa } = splitAny(x);
  // Infinity and NaN are their own logarithms.
  const positive = x.less(Infinity).select(logarithm(n, mantissa.sub(1)), x);
  return x.greater(0).select(positive, x.equal(0).select(x.like(-Infinity), NaN));
}
