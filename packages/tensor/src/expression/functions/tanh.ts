import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { copySign } from "./parts/bits.js";
import { expInRange } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";
import { polynomial } from "./parts/polynomial.js";

// tanh x = x + x·z·q(z), z = x² < 0.4; scripts/coefficients.py, "tanh".
const coefficients32 = [-0.33333275, 0.13331236, -0.053721774, 0.020578552, -0.005635441];
const coefficients64 = [
  -0.3333333333333331, 0.1333333333332905, -0.05396825396564352, 0.021869488456851324, -0.008863234120242923,
  0.0035921120664191876, -0.0014557133339788487, 0.0005893974411201004, -0.0002368581416863903,
  9.128476526469986e-5, -2.990845072812272e-5, 5.918751383490228e-6,
];

/** (e^x - e^-x)/(e^x + e^-x). Within 2 ulp in float32, 2 in float64. */
export const tanhFunction: ScalarFunction = {
  name: "tanh",
  reference: Math.tanh,
  expand: (x) => formatOf(x!.type) && expandTanh(x!),
};

/** 1 - 2/(e^2|x| + 1) where |x| is above 0.625, below the odd polynomial. */
function expandTanh(x: Scalar): Scalar {
  const single = x.type === "float32";
  const size = x.abs();
  // From here on it is 1.
  const most = single ? 10 : 20;
  const e = expInRange(size.greater(most).select(most, size).mul(2));
  const large = x.like(1).sub(x.like(2).div(e.add(1)));
  const z = x.mul(x);
  const q = polynomial(z, single ? coefficients32 : coefficients64);
  return copySign(size.less(0.625).select(size.mul(z).multiplyAdd(q, size), large), x);
}
