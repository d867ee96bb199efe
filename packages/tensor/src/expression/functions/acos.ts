import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { arcsine } from "./parts/arcsine.js";
import { angleBefore } from "./parts/arctangent.js";
import { formatOf } from "./parts/format.js";

/** arccos x. Within 2 ulp in float32, 2 in float64. */
export const acosFunction: ScalarFunction = {
  name: "acos",
  reference: Math.acos,
  expand: (x) => formatOf(x!.type) && expandAcos(x!),
};

/** π/2 - arcsin x, and near the ends twice the arcsine of half the way there. */
function expandAcos(x: Scalar): Scalar {
  const { large, angle } = arcsine(x.abs());
  const negative = x.less(0);
  const twice = angle.add(angle);
  const near = negative.select(angleBefore(2, twice), twice);
  return large.select(near, angleBefore(1, negative.select(angle.neg(), angle)));
}
