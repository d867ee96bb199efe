import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { copySign } from "./parts/bits.js";
import { expInRange, lower } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";
import { polynomial } from "./parts/polynomial.js";

// sinh x = x + x·z·q(z), z = x² < 1; scripts/coefficients.py, "sinh".
const coefficients32 = [0.16666667, 0.0083333105, 0.00019842896, 2.7822143e-6];
const coefficients64 = [
  0.16666666666666666, 0.008333333333333573, 0.00019841269841061162, 2.755731931009386e-6,
  2.5052089410283285e-8, 1.6061339742035467e-10, 7.50320975006628e-13, 6.477278369963684e-15,
];

/** (e^x - e^-x)/2. Within 2 ulp in float32, 2 in float64. */
export const sinhFunction: ScalarFunction = {
  name: "sinh",
  reference: Math.sinh,
  expand: (x) => formatOf(x!.type) && expandSinh(x!),
};

function expandSinh(x: Scalar): Scalar {
  const size = x.abs();
  // e^|x|/2, finite wherever the result is.
  const half = expInRange(lower(size), { shift: -1 });
  const large = half.sub(half.like(0.25).div(half));
  const z = x.mul(x);
  const q = polynomial(z, x.type === "float32" ? coefficients32 : coefficients64);
  return size.less(1).select(x.mul(z).multiplyAdd(q, x), copySign(large, x));
}
