import type { ScalarFunction } from "../expression.js";
import { normalQuantile } from "../reference/errorFunctions.js";

/** The quantile z of the standard normal distribution, Φ(z) = p */
export const normalQuantileFunction: ScalarFunction = { name: "normalQuantile", reference: normalQuantile };
