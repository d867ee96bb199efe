import type { ScalarFunction } from "../expression.js";
import { polygamma } from "../reference/gammaFunctions.js";

/** ψ⁽ⁿ⁾(x), of the order n and x */
export const polygammaFunction: ScalarFunction = { name: "polygamma", reference: polygamma };
