import type { ScalarFunction } from "../expression.js";

/** log(1 + x) */
export const log1pFunction: ScalarFunction = { name: "log1p", reference: Math.log1p };
