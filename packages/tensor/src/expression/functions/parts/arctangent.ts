import type { Scalar } from "../../scalar.js";
import { polynomial } from "./polynomial.js";

// atan t = t + t·z·q(z), z = t² ≤ 1; scripts/coefficients.py, "atan".
const coefficients32 = [
  -0.333333, 0.1999853, -0.14264017, 0.10950895, -0.08399358, 0.057882298, -0.031097788, 0.010868966,
  -0.0017828179,
];
const coefficients64 = [
  -0.3333333333333307, 0.19999999999951765, -0.14285714282589634, 0.11111111007397269, -0.09090907008849201,
  0.0769227990560802, -0.06666404655785928, 0.05880532205451726, -0.052535439943755494, 0.04722435331167355,
  -0.042195604547974865, 0.03665165716766902, -0.02992273081528744, 0.022012494507528388,
  -0.013930942066126818, 0.007221147325872622, -0.0028992224373846653, 0.0008369401270642243,
  -0.00015349841144258298, 1.3370801102909572e-5,
];

/** arctan t for 0 ≤ t ≤ 1 */
export function arctangent(t: Scalar): Scalar {
  const z = t.mul(t);
  const q = polynomial(z, t.type === "float32" ? coefficients32 : coefficients64);
  return t.mul(z).multiplyAdd(q, t);
}

/** halves·π/2 - angle, with π/2 in two parts. */
export function angleBefore(halves: number, angle: Scalar): Scalar {
  const [high, low] =
    angle.type === "float32"
      ? [1.5707963705062866, -4.371139000186241e-8]
      : [Math.PI / 2, 6.123233995736766e-17];
  return angle
    .sub(halves * low)
    .neg()
    .add(halves * high);
}
