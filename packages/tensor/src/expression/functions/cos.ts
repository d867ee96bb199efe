import type { ScalarFunction } from "../expression.js";

/** cos x */
export const cosFunction: ScalarFunction = { name: "cos", reference: Math.cos };
