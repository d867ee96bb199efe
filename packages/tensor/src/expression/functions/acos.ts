import type { ScalarFunction } from "../expression.js";

/** arccos x */
export const acosFunction: ScalarFunction = { name: "acos", reference: Math.acos };
