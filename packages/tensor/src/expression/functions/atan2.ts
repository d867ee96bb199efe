import type { ScalarFunction } from "../expression.js";

/** The angle of the point (x, y), of y and x. */
export const atan2Function: ScalarFunction = { name: "atan2", reference: Math.atan2 };
