import { add, sub } from "./arithmetic.js";
import { lessThan, where } from "./choice.js";
import { log1mexp } from "./logarithms.js";
import type { Term } from "./term.js";

/** log(e^a - e^b) for a > b. */
export function logDifference(a: Term, b: Term): Term {
  return add(a, log1mexp(sub(b, a)));
}

/**
 * log P(lower < X ≤ upper) of the logarithms of both tails at the two bounds, by the tail in which the probabilities are
 * small and their difference keeps its digits.
 */
export function logMass(
  lower: { readonly logCdf: Term; readonly logSurvival: Term },
  upper: { readonly logCdf: Term; readonly logSurvival: Term },
): Term {
  return where(
    lessThan(lower.logCdf, -Math.LN2),
    logDifference(upper.logCdf, lower.logCdf),
    logDifference(lower.logSurvival, upper.logSurvival),
  );
}
