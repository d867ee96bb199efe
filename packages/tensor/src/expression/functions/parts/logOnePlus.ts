import type { Scalar } from "../../scalar.js";
import { powerOfTwo } from "./exponential.js";
import { formatOf } from "./format.js";
import { logarithm, splitExponent } from "./logarithm.js";

/**
 * log(1 + x) for finite x > -1, but +0 for -0. With 1 + x = 2ⁿ·(1 + f), f = 2⁻ⁿ·x + (2⁻ⁿ - 1), where both terms are
 * exact: nothing of a small x is lost.
 */
export function logOnePlus(x: Scalar): Scalar {
  const { bias, digits } = formatOf(x.type)!;
  const { n, mantissa } = splitExponent(x.add(1));
  const scale = powerOfTwo(n.neg().add(bias), x.type);
  const f = x.mul(scale).add(scale.sub(1));
  // The 1 is lost, but not missed, where x is large; 2⁻ⁿ may be none there.
  const large = x.greater(2 ** (digits + 3));
  return logarithm(n.convert(x.type), large.select(mantissa.sub(1), f));
}
