import type { ScalarFunction } from "../expression.js";
import { polygamma } from "../reference/gammaFunctions.js";

/** ψ′(x) */
export const trigammaFunction: ScalarFunction = { name: "trigamma", reference: (x) => polygamma(1, x) };
