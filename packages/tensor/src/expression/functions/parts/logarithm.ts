import type { Scalar } from "../../scalar.js";
import { formatOf } from "./format.js";
import { polynomial } from "./polynomial.js";

// log((1+s)/(1-s)) = 2s + s·z·q(z), z = s², for 1 + f in [√½, √2]; scripts/coefficients.py, "log".
const coefficients32 = [0.6666666, 0.40000972, 0.2849879, 0.2427892];
const coefficients64 = [
  0.6666666666666666, 0.40000000000004954, 0.28571428569395885, 0.22222222609825096, 0.1818177809485018,
  0.15387001285900354, 0.1325184946903508, 0.1323762519649901,
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

/** The first of the numbers that a mantissa lies from, √½ in its upper bits: 2ⁿ·[√½, √2). */
export function splitExponent(head: Scalar, type: "float32" | "float64"): { n: Scalar; mantissa: Scalar } {
  const [start, digits] = type === "float32" ? [0x3f3504f3, 23] : [0x3fe6a09e, 20];
  const distance = head.sub(start);
  return {
    n: distance.shiftRight(digits),
    mantissa: distance.and(2 ** digits - 1).add(start),
  };
}
