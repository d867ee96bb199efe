import type { ScalarFunction } from "../expression.js";
import { erfc } from "../reference/errorFunctions.js";

/** 1 - erf x */
export const erfcFunction: ScalarFunction = { name: "erfc", reference: erfc };
