import type { ScalarFunction } from "../expression.js";
import { expInRange, lower, raise } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";

/** e^x */
export const expFunction: ScalarFunction = {
  name: "exp",
  reference: Math.exp,
  expand: (x) => formatOf(x!.type) && expInRange(lower(raise(x!))),
};
