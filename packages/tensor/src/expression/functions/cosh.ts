import type { ScalarFunction } from "../expression.js";

/** (e^x + e^-x)/2 */
export const coshFunction: ScalarFunction = { name: "cosh", reference: Math.cosh };
