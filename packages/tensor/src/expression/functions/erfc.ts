import type { ScalarFunction } from "../expression.js";
import { erfc } from "../reference/errorFunctions.js";
import type { Scalar } from "../scalar.js";
import { upperHalf } from "./parts/bits.js";
import { expInRange } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";
import { polynomial } from "./parts/polynomial.js";
import { smallErf } from "./parts/smallErf.js";

// (1 + 2x)·e^(x²)·erfc x = q(t), t = (x-4)/(x+4), for x ≥ 0 (the form of Shepherd & Laframboise 1981);
// scripts/coefficients.py, "erfc".
const coefficients32 = [
  1.2329952, -0.13962108, 0.015377404, 0.06809368, -0.1009913, 0.09381749, -0.066634335, 0.036427185,
  -0.015896877, 0.00701243, 0.00087966915,
];
const coefficients64 = [
  1.2329951186255526, -0.13962111684056286, 0.015379652102620059, 0.06809705425473292, -0.10103906603631893,
  0.09373283499693535, -0.06633036581213858, 0.03716751556037576, -0.016197734053647883, 0.005031969773496341,
  -0.0007577733679118739, -0.00019925559536339751, 0.00015062231324052986, -2.440289818122062e-5,
  -1.1224869071405633e-5, 5.717372424863234e-6, 3.013227228970248e-7, -8.345886008892214e-7,
  6.288125334855301e-8, 1.1501913590917354e-7, -7.874271464262739e-9, -1.3601583603268045e-8,
  -1.7792199878308145e-9,
];

/** 1 - erf x, with full relative precision where it is small. Within 4 ulp in float32, 3 in float64. */
export const erfcFunction: ScalarFunction = {
  name: "erfc",
  reference: erfc,
  expand: (x) => formatOf(x!.type) && expandErfc(x!),
};

function expandErfc(x: Scalar): Scalar {
  const single = x.type === "float32";
  const size = x.abs();
  // From here on it is 0.
  const most = single ? 10.1 : 27.3;
  const z = size.greater(most).select(most, size);
  // x² in two parts: its rounding error would be multiplied by x².
  const high = upperHalf(z);
  const low = z.sub(high).mul(z.add(high)).neg();
  const e = expInRange(high.mul(high).neg(), { low });
  const q = polynomial(z.sub(4).div(z.add(4)), single ? coefficients32 : coefficients64);
  const tail = e.mul(q.div(z.add(z).add(1)));
  const large = x.less(0).select(tail.neg().add(2), tail);
  return size.less(0.5).select(smallErf(x).neg().add(1), large);
}
