import type { ScalarFunction } from "../expression.js";
import { digamma } from "../reference/gammaFunctions.js";

/** ψ(x) = d log Γ(x)/dx */
export const digammaFunction: ScalarFunction = { name: "digamma", reference: digamma };
