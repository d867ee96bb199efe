import type { ScalarFunction } from "../expression.js";

/** tan x */
export const tanFunction: ScalarFunction = { name: "tan", reference: Math.tan };
