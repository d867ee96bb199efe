import { logBetaFactor } from "./betaFactor.js";
import { logMinusDigamma } from "./stirling.js";

/**
 * The entropy of log(X/(1-X)) for X of the beta distribution, -E log(XᵃYᵇ/B(a, b)) = log B - a(ψ(a) - ψ(s)) - b(ψ(b) - ψ(s)), s = a+b. For
 * large a and b its parts cancel; with log y - ψ(y), which doesn't grow, and the density at the mean nothing does.
 */
export function betaEntropy(a: number, b: number): number {
  const s = a + b;
  const atMean = logBetaFactor({ a, b, x: a / s, y: b / s, distance: 0 });
  const rest = logMinusDigamma(s);
  return a * (logMinusDigamma(a) - rest) + b * (logMinusDigamma(b) - rest) - atMean;
}
