import type { ScalarFunction } from "../expression.js";
import { erf } from "../reference/errorFunctions.js";
import type { Scalar } from "../scalar.js";
import { copySign } from "./parts/bits.js";
import { expInRange } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";
import { polynomial } from "./parts/polynomial.js";
import { smallErf } from "./parts/smallErf.js";

// erf x = 1 - e^-t(x) from 1 on; scripts/coefficients.py, "erf large".
const large32 = [0.00034819907, 1.1270629, 0.6381871, 0.10307117, -0.021821547, 0.002943654, -0.00018598374];
const large64 = [
  5.200252630072166e-7, 1.1283739299217095, 0.6366443164942165, 0.10270160784986647, -0.01898681351127444,
  -0.00041515795921347344, 0.0019205685813071677, -0.0007743012797561496, 0.0001373188597765985,
  1.9157481529185184e-5, -2.239494891221455e-5, 8.53798917375107e-6, -2.1054667690493876e-6,
  3.6794912937766894e-7, -4.572880119163673e-8, 3.87225089850648e-9, -2.0108964044148635e-10,
  4.842034455492846e-12,
];

/** 2/√π ∫₀ˣ e^(-t²) dt. Within 2 ulp in float32, 1 in float64. */
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
  return size.less(1).select(smallErf(x), copySign(large, x));
}
