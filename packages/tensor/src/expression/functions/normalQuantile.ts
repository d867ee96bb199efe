import type { ScalarFunction } from "../expression.js";
import { normalQuantile } from "../reference/errorFunctions.js";
import type { Scalar } from "../scalar.js";
import { expandLog } from "./log.js";
import { formatOf } from "./parts/format.js";
import { polynomial } from "./parts/polynomial.js";

type Rational = readonly [numerator: readonly number[], denominator: readonly number[]];

// About the median q·P(w)/Q(w), q = p - ½, w = 0.425² - q² ≥ 0; in the tails -P(r)/Q(r), r = √(-log p), the split of
// Wichura (1988, algorithm AS 241); scripts/coefficients.py, "quantile". A float32 has one tail.
const centre32: Rational = [
  [3.387133, 58.800972, 246.84634, 174.70647, -26.374393],
  [1, 20.365353, 112.02411, 147.2055],
];
const tail32: Rational = [
  [-2.874759, -4.544051, 5.209734, 4.824873, 0.54901636],
  [1, 4.5693445, 3.419134, 0.38813028],
];
const centre64: Rational = [
  [
    3.3871328727963665, 133.13940451007034, 1971.517709595957, 13730.85582853565, 45917.8619512238,
    67257.59184240588, 33425.28811205999, 2508.5841438471343,
  ],
  [
    1, 42.31266247221664, 687.1633760734467, 5393.892354449671, 21212.05568244285, 39303.50921261336,
    28724.919778627816, 5225.547081984619,
  ],
];
const nearTail64: Rational = [
  [
    -3.477291418007966, -30.19105892935906, -41.68710945768006, 14.298886342592086, 61.763525040790114,
    41.22826848694312, 8.87351910449821, 0.48921441297505164,
  ],
  [
    1, 14.665111993332772, 45.276961886895634, 54.40822960590361, 30.02964406198124, 6.2794024304019755,
    0.34586114309707117, 6.637164999184835e-7,
  ],
];
const farTail64: Rational = [
  [
    -3.2033112332689124, -11.810115027593056, 4.010448478797371, 13.37739155871964, 4.813792803279863,
    0.5402765503114, 0.020231867388949994, 0.00020186404559883222,
  ],
  [
    1, 7.900912855495675, 10.223788097366949, 3.4406375539622003, 0.3825156607356017, 0.014306470088699959,
    0.00014273843607136028, 2.0231027164192796e-12,
  ],
];

/** The z with Φ(z) = p, of the standard normal distribution. Within 6 ulp in float32, 5 in float64. */
export const normalQuantileFunction: ScalarFunction = {
  name: "normalQuantile",
  reference: normalQuantile,
  expand: (p) => formatOf(p!.type) && expandNormalQuantile(p!),
};

function rational(x: Scalar, [numerator, denominator]: Rational): Scalar {
  return polynomial(x, numerator).div(polynomial(x, denominator));
}

function expandNormalQuantile(p: Scalar): Scalar {
  const single = p.type === "float32";
  const q = p.sub(0.5);
  const centre = rational(q.mul(q).neg().add(0.180625), single ? centre32 : centre64).mul(q);
  const upper = q.greater(0);
  const tailProbability = upper.select(p.neg().add(1), p);
  const r = expandLog(tailProbability).neg().sqrt();
  const near = rational(r, single ? tail32 : nearTail64);
  const size = single ? near : r.less(5).select(near, rational(r, farTail64));
  const finite = tailProbability.equal(0).select(size.like(Infinity), size);
  const tail = upper.select(finite, finite.neg());
  return q.abs().lessEqual(0.425).select(centre, tail);
}
