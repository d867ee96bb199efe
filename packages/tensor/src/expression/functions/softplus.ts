import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { expInRange, raise } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";
import { logOnePlus } from "./parts/logOnePlus.js";

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|). Within 2 ulp in float32, 2 in float64. */
export const softplusFunction: ScalarFunction = {
  name: "softplus",
  reference: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  expand: (x) => formatOf(x!.type) && expandSoftplus(x!),
};

function expandSoftplus(x: Scalar): Scalar {
  const low = logOnePlus(expInRange(raise(x.abs().neg())));
  return x.less(0).select(low, x.add(low));
}
