import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { arcsine } from "./parts/arcsine.js";
import { angleBefore } from "./parts/arctangent.js";
import { copySign } from "./parts/bits.js";
import { formatOf } from "./parts/format.js";

/** arcsin x. Within 3 ulp in float32, 2 in float64. */
export const asinFunction: ScalarFunction = {
  name: "asin",
  reference: Math.asin,
  expand: (x) => formatOf(x!.type) && expandAsin(x!),
};

function expandAsin(x: Scalar): Scalar {
  const { large, angle } = arcsine(x.abs());
  return copySign(large.select(angleBefore(1, angle.add(angle)), angle), x);
}
