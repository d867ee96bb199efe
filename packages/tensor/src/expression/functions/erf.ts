import type { ScalarFunction } from "../expression.js";
import { erf } from "../reference/errorFunctions.js";
import type { Scalar } from "../scalar.js";
import { copySign } from "./parts/bits.js";
import { expInRange } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";
import { polynomial } from "./parts/polynomial.js";

// erf x = x + x·q(z), z = x² < 1, and 1 - e^-t(x) from 1 on; scripts/coefficients.py, "erf".
const small32 = [0.12837917, -0.37612626, 0.11283579, -0.026853347, 0.005187162, -0.0007997852, 7.80689e-5];
const large32 = [
  -0.00018846773, 1.1295803, 0.6332166, 0.108421706, -0.025209973, 0.0042050956, -0.0004414217, 2.1692016e-5,
];
const small64 = [
  0.1283791670955126, -0.3761263890318405, 0.11283791670968377, -0.026866170647510797, 0.005223977647705325,
  -0.0008548328257195934, 0.00012055376386433047, -1.4926654993273131e-5, 1.647757756003261e-6,
  -1.6521835709855963e-7, 1.5786575348292994e-8, -1.5629382564117537e-9, 1.2997701544202297e-10,
];
const large64 = [
  -2.6668659217521845e-8, 1.1283795076313023, 0.6366177164414752, 0.10278041172526517, -0.019149385469441366,
  -0.0001670280544423103, 0.001629998945657453, -0.000507107624640342, -5.852117657428821e-5,
  0.0001346342350741381, -7.744123360948867e-5, 2.977629840928333e-5, -8.722776331837625e-6,
  2.0231475388994355e-6, -3.7476171562677715e-7, 5.5054746592191376e-8, -6.288511947960193e-9,
  5.391355313860047e-10, -3.265301601716052e-11, 1.2455230002633375e-12, -2.249346333763211e-14,
];

/** 2/√π ∫₀ˣ e^(-t²) dt */
export const erfFunction: ScalarFunction = {
  name: "erf",
  reference: erf,
  expand: (x) => formatOf(x!.type) && expandErf(x!),
};

function expandErf(x: Scalar): Scalar {
  const single = x.type === "float32";
  const size = x.abs();
  // From here on it is 1.
  const most = single ? 4 : 6;
  const bounded = size.greater(most).select(most, size);
  const large = x.like(1).sub(expInRange(polynomial(bounded, single ? large32 : large64).neg()));
  const q = polynomial(x.mul(x), single ? small32 : small64);
  return size.less(1).select(x.multiplyAdd(q, x), copySign(large, x));
}
