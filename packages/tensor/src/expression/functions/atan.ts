import type { ScalarFunction } from "../expression.js";

/** arctan x */
export const atanFunction: ScalarFunction = { name: "atan", reference: Math.atan };
