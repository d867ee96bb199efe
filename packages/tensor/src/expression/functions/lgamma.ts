import type { ScalarFunction } from "../expression.js";
import { lgamma } from "../reference/gammaFunctions.js";

/** log|Γ(x)| */
export const lgammaFunction: ScalarFunction = { name: "lgamma", reference: lgamma };
