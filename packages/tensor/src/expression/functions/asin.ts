import type { ScalarFunction } from "../expression.js";

/** arcsin x */
export const asinFunction: ScalarFunction = { name: "asin", reference: Math.asin };
