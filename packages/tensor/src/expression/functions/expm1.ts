import type { ScalarFunction } from "../expression.js";

/** e^x - 1 */
export const expm1Function: ScalarFunction = { name: "expm1", reference: Math.expm1 };
