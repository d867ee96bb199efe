import type { ScalarFunction } from "../expression.js";
import { expInRange, lower, raise } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";

/** e^x. Within 1 ulp in float32, 1 in float64. */
export const expFunction: ScalarFunction = {
  name: "exp",
  reference: Math.exp,
  expand: (x) => formatOf(x!.type) && expInRange(lower(raise(x!))),
};
