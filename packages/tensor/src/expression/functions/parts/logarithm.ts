import type { Scalar } from "../../scalar.js";
import { fromHead, headBits } from "./bits.js";
import { formatOf } from "./format.js";
import { polynomial } from "./polynomial.js";

// log((1+s)/(1-s)) = 2s + s·z·q(z), z = s², for 1 + f in [√½, √2]; scripts/coefficients.py, "log".
const coefficients32 = [0.66666776, 0.39977556, 0.2987202];
const coefficients64 = [
  0.6666666666666735, 0.39999999999408703, 0.28571428743932337, 0.2222219839584859, 0.18183574407308728,
  0.1531377254217816, 0.14798917186911464,
];

/**
 * n·log 2 + log(1 + f). With s = f/(2+f), log(1+f) = 2s + s·R = f - s·(f - R): the larger part is exact.
 * @param f From √½ - 1 to √2 - 1.
 */
export function logarithm(n: Scalar, f: Scalar): Scalar {
  const [high, low] = formatOf(f.type)!.log2;
  const s = f.div(f.add(2));
  const z = s.mul(s);
  const rest = z.mul(polynomial(z, f.type === "float32" ? coefficients32 : coefficients64));
  const tail = n.mul(low).sub(s.mul(f.sub(rest)));
  return n.multiplyAdd(high, f.add(tail));
}

/** A positive normal number as 2ⁿ·mantissa, √½ ≤ mantissa < √2, by the bits of its head and the bits below. */
export function splitExponent(x: Scalar): { n: Scalar; mantissa: Scalar } {
  const { type } = x;
  // √½, the upper bits of it.
  const [start, digits] = type === "float32" ? [0x3f3504f3, 23] : [0x3fe6a09e, 20];
  const distance = headBits(x).sub(start);
  const head = distance.and(2 ** digits - 1).add(start);
  return {
    n: distance.shiftRight(digits),
    mantissa: fromHead(head, type, type === "float64" ? x.lowWord() : 0),
  };
}

/** `splitExponent` of any positive number, with n in the number's type. */
export function splitAny(x: Scalar): { n: Scalar; mantissa: Scalar } {
  const { bias, digits } = formatOf(x.type)!;
  const subnormal = x.less(2 ** (1 - bias));
  const { n, mantissa } = splitExponent(subnormal.select(x.mul(2 ** digits), x));
  const exponent = n.convert(x.type);
  return { n: subnormal.select(exponent.sub(digits), exponent), mantissa };
}
