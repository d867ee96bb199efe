import type { ScalarType } from "../../expression.js";
import type { Scalar } from "../../scalar.js";

/** The bits of a float that hold sign and exponent, as an int32: all of a float32, the upper word of a float64. */
export function headBits(x: Scalar): Scalar {
  return x.type === "float32" ? x.bitcast("int32") : x.highWord();
}

/** The float of those bits, with the lowest bits of `rest` where there are more. */
export function fromHead(head: Scalar, type: ScalarType, rest: Scalar | number = 0): Scalar {
  return type === "float32" ? head.bitcast(type) : head.words(rest);
}

/** A number that isn't negative, with the sign of another. */
export function copySign(size: Scalar, sign: Scalar): Scalar {
  const { type } = size;
  const head = headBits(size).or(headBits(sign).and(-(2 ** 31)));
  return fromHead(head, type, type === "float64" ? size.lowWord() : 0);
}

/** The number without the lower half of its digits or somewhat more, so that the product of two is exact. */
export function upperHalf(x: Scalar): Scalar {
  return x.type === "float32" ? x.bitcast("int32").and(-4096).bitcast(x.type) : x.highWord().words(0);
}
