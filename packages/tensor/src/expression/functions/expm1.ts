import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { fromHead, headBits } from "./parts/bits.js";
import { exponential, lower } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";

/** e^x - 1, exact where x is small. Within 2 ulp in float32, 2 in float64. */
export const expm1Function: ScalarFunction = {
  name: "expm1",
  reference: Math.expm1,
  expand: (x) => formatOf(x!.type) && expandExpm1(x!),
};

/** With e^x = 2ⁿ·(1 + rest) and 2ⁿ = a·b: (a·rest + (a - 1/b))·b, which neither overflows nor cancels. */
function expandExpm1(x: Scalar): Scalar {
  const { bias, digits } = formatOf(x.type)!;
  // From here down it is -1.
  const least = -(digits + 3) * Math.LN2;
  const { rest, scale } = exponential(lower(x.less(least).select(least, x)));
  const [a, b] = scale;
  const twice = (2 * bias) << (x.type === "float32" ? 23 : 20);
  const reciprocal = fromHead(headBits(b).neg().add(twice), x.type);
  const y = rest.multiplyAdd(a, a.sub(reciprocal)).mul(b);
  // -0 stays -0.
  return x.equal(0).select(x, y);
}
