import type { ScalarFunction } from "../expression.js";

/** (e^x - e^-x)/2 */
export const sinhFunction: ScalarFunction = { name: "sinh", reference: Math.sinh };
