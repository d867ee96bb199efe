import type { Scalar } from "../../scalar.js";
import { polynomial } from "./polynomial.js";

// asin t = t + t·z·q(z), z = t² ≤ 1/4; scripts/coefficients.py, "asin".
const coefficients32 = [0.16666752, 0.074953094, 0.045469154, 0.024184743, 0.042158388];
const coefficients64 = [
  0.1666666666666541, 0.07500000000336629, 0.044642856828579464, 0.030381959128370505, 0.022371758226751852,
  0.01735970244748627, 0.0138852555924312, 0.012169094815231303, 0.006528421201288753, 0.01952720015500972,
  -0.016222828344238518, 0.031911469167413546,
];

/** Of 0 ≤ x ≤ 1, `large` where it is above ½; NaN above 1. */
export interface Arcsine {
  readonly large: Scalar;
  /** arcsin x, or where x is large arcsin √((1-x)/2) = (π/2 - arcsin x)/2, which needs no large argument. */
  readonly angle: Scalar;
}

export function arcsine(x: Scalar): Arcsine {
  const large = x.greater(0.5);
  const half = x.multiplyAdd(-0.5, 0.5);
  const z = large.select(half, x.mul(x));
  const t = large.select(half.sqrt(), x);
  const q = polynomial(z, x.type === "float32" ? coefficients32 : coefficients64);
  return { large, angle: t.mul(z).multiplyAdd(q, t) };
}
