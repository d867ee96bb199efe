import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { angleBefore, arctangent } from "./parts/arctangent.js";
import { copySign } from "./parts/bits.js";
import { formatOf } from "./parts/format.js";

/** arctan x. Within 2 ulp in float32, 2 in float64. */
export const atanFunction: ScalarFunction = {
  name: "atan",
  reference: Math.atan,
  expand: (x) => formatOf(x!.type) && expandAtan(x!),
};

/** From 1 on π/2 - arctan 1/x. */
function expandAtan(x: Scalar): Scalar {
  const size = x.abs();
  const large = size.greater(1);
  const angle = arctangent(large.select(size.like(1).div(size), size));
  return copySign(large.select(angleBefore(1, angle), angle), x);
}
