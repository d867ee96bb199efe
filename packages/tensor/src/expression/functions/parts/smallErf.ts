import type { Scalar } from "../../scalar.js";
import { polynomial } from "./polynomial.js";

// erf x = x + x·q(z), z = x² < 1; scripts/coefficients.py, "erf small".
const coefficients32 = [
  0.12837917, -0.37612626, 0.11283579, -0.026853347, 0.005187162, -0.0007997852, 7.80689e-5,
];
const coefficients64 = [
  0.1283791670955126, -0.3761263890318405, 0.11283791670968377, -0.026866170647510797, 0.005223977647705325,
  -0.0008548328257195934, 0.00012055376386433047, -1.4926654993273131e-5, 1.647757756003261e-6,
  -1.6521835709855963e-7, 1.5786575348292994e-8, -1.5629382564117537e-9, 1.2997701544202297e-10,
];
/** erf x for |x| < 1 */
export function smallErf(x: Scalar): Scalar {
  const q = polynomial(x.mul(x), x.type === "float32" ? coefficients32 : coefficients64);
  return x.multiplyAdd(q, x);
}
