import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { expInRange, lower } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";

/** (e^x + e^-x)/2. Within 2 ulp in float32, 2 in float64. */
export const coshFunction: ScalarFunction = {
  name: "cosh",
  reference: Math.cosh,
  expand: (x) => formatOf(x!.type) && expandCosh(x!),
};

function expandCosh(x: Scalar): Scalar {
  // e^|x|/2, finite wherever the result is.
  const half = expInRange(lower(x.abs()), { shift: -1 });
  return half.add(half.like(0.25).div(half));
}
