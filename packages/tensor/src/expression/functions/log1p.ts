import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { formatOf } from "./parts/format.js";
import { logOnePlus } from "./parts/logOnePlus.js";

/** log(1 + x), exact where x is small. Within 2 ulp in float32, 2 in float64. */
export const log1pFunction: ScalarFunction = {
  name: "log1p",
  reference: Math.log1p,
  expand: (x) => formatOf(x!.type) && expandLog1p(x!),
};

function expandLog1p(x: Scalar): Scalar {
  // Infinity, NaN and -0 are their own.
  const inside = x.less(Infinity).select(x.equal(0).select(x, logOnePlus(x)), x);
  return x.greater(-1).select(inside, x.equal(-1).select(x.like(-Infinity), NaN));
}
