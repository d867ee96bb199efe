import type { ScalarType } from "../../expression.js";
import type { Scalar } from "../../scalar.js";
import { formatOf } from "./format.js";
import { polynomial } from "./polynomial.js";

// e^r = 1 + r + r²·q(r) for |r| ≤ log 2 / 2; scripts/coefficients.py, "exp".
export const exponential32: readonly number[] = [
  0.49999994, 0.16666518, 0.04166812, 0.008369041, 0.0013836903,
];
export const exponential64: readonly number[] = [
  0.5000000000000011, 0.1666666666666574, 0.041666666666519706, 0.008333333333526415, 0.0013888888949168956,
  0.00019841270082814524, 2.480148480221759e-5, 2.755662503837472e-6, 2.763377792251779e-7,
  2.5412754631732923e-8,
];

/** An exponential in parts: e^x = 2ⁿ·(1 + rest). */
export interface Exponential {
  /** e^r - 1 with |r| ≤ log 2 / 2. */
  readonly rest: Scalar;
  /** Powers of two whose product is 2ⁿ: neither leaves the normal numbers before the result does. */
  readonly scale: readonly [Scalar, Scalar];
}

/**
 * Cody & Waite's reduction x = n·log 2 + r (Software Manual for the Elementary Functions, 1980). The sum of x/log 2
 * and a number whose last bit is one rounds to a whole number and leaves it, with a bias for both powers, in the
 * lowest bits: no conversion.
 * @param x From -151·log 2 to 130·log 2 for float32, from -1076·log 2 to 1026·log 2 for float64.
 * @param low Added to x.
 * @param shift Added to n.
 */
export function exponential(
  x: Scalar,
  { low, shift = 0 }: { low?: Scalar; shift?: number } = {},
): Exponential {
  const { type } = x;
  const { digits, bias, log2 } = formatOf(type)!;
  const magic = 1.5 * 2 ** digits + 2 * bias;
  const shifted = x.multiplyAdd(Math.LOG2E, magic);
  const n = shifted.sub(magic);
  // r in two parts, the first of them exact: it is rounded once, in the sum.
  const first = n.multiplyAdd(-log2[0], x);
  const second = low ? n.multiplyAdd(-log2[1], low) : n.mul(-log2[1]);
  const r = first.add(second);
  const q = polynomial(r, type === "float32" ? exponential32 : exponential64);
  const biased = type === "float32" ? shifted.bitcast("int32") : shifted.lowWord();
  const total = shift ? biased.add(shift) : biased;
  const half = total.shiftRight(1);
  return {
    rest: r.mul(r).multiplyAdd(q, second).add(first),
    scale: [powerOfTwo(half, type), powerOfTwo(total.sub(half), type)],
  };
}

/** 2 to the exponent in an int32's lowest bits, which hold it with its bias. */
export function powerOfTwo(biased: Scalar, type: ScalarType): Scalar {
  return type === "float32" ? biased.shiftLeft(23).bitcast(type) : biased.shiftLeft(20).words(0);
}

/** x, or what is so low that its exponential is 0; NaN stays. */
export function raise(x: Scalar): Scalar {
  const { bias, digits } = formatOf(x.type)!;
  const low = -(bias + digits + 1) * Math.LN2;
  return x.less(low).select(low, x);
}

/** x, or what is so high that half its exponential is Infinity; NaN stays. */
export function lower(x: Scalar): Scalar {
  const high = (formatOf(x.type)!.bias + 3) * Math.LN2;
  return x.greater(high).select(high, x);
}

/** e^x for x in the range of `exponential`, 2^shift times. */
export function expInRange(x: Scalar, options?: { low?: Scalar; shift?: number }): Scalar {
  const { rest, scale } = exponential(x, options);
  return rest.add(1).mul(scale[0]).mul(scale[1]);
}
