import type { Scalar } from "../../scalar.js";
import { upperHalf } from "./bits.js";
import { exponential32, exponential64, powerOfTwo } from "./exponential.js";
import { formatOf } from "./format.js";
import { polynomial } from "./polynomial.js";

/** |x|, or where e^(-x²/2) and all that is made of it are 0 the least such; NaN stays. */
export function gaussianSize(x: Scalar): Scalar {
  const most = x.type === "float32" ? 14.5 : 38.7;
  const size = x.abs();
  return size.greater(most).select(most, size);
}

const shift = 64;

/** In the factor of a `gaussian` it undoes the shift of its power of two, which without that were no normal number. */
export const gaussianUnit: number = 2 ** -shift;

/**
 * 2⁶⁴·e^(-z²/2)·factor of a `gaussianSize`, by Cody & Waite's reduction as in `exponential`: z² = r - 2n·log 2. The
 * halves stand in the coefficients, and the factor joins the power of two: the chain of steps is short.
 */
export function gaussian(z: Scalar, factor: Scalar | number): Scalar {
  const { type } = z;
  const single = type === "float32";
  const { digits, bias, log2 } = formatOf(type)!;
  const magic = 1.5 * 2 ** digits + bias + shift;
  const shifted = z.mul(z).multiplyAdd(-Math.LOG2E / 2, magic);
  const n = shifted.sub(magic);
  // z² in two parts, the first of them exact: its rounding error would be multiplied by z².
  const high = upperHalf(z);
  const low = z.sub(high).mul(z.add(high));
  const r = n.multiplyAdd(2 * log2[0], high.mul(high)).add(n.multiplyAdd(2 * log2[1], low));
  // e^(-r/2) - 1
  const q = polynomial(
    r,
    (single ? exponential32 : exponential64).map((c, k) => c / (-2) ** (k + 2)),
  );
  const rest = r.mul(r).multiplyAdd(q, r.mul(-0.5));
  const scale = powerOfTwo(single ? shifted.bitcast("int32") : shifted.lowWord(), type).mul(factor);
  return rest.multiplyAdd(scale, scale);
}
