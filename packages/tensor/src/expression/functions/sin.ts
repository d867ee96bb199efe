import type { ScalarFunction } from "../expression.js";

/** sin x */
export const sinFunction: ScalarFunction = { name: "sin", reference: Math.sin };
