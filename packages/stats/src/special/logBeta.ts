import { lgamma, lgammaOnePlus } from "@mebae/tensor/scalar";
import { lgammaDifference } from "./gammaDifferences.js";
import { stirlingFrom, stirlingRest } from "./stirling.js";

/**
 * log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a+b) (DLMF 5.12.1) for a, b > 0, without the cancellation of the three:
 * with the smaller parameter a, log Γ(a) - (log Γ(b+a) - log Γ(b)), and for two large ones by Stirling's formula,
 *   ½ log(2π/b) + (a-½) log(a/(a+b)) - b log(1+a/b) + the series' rests.
 */
export function logBeta(a: number, b: number): number {
  if (!(a > 0 && b > 0)) return Number.NaN;
  if (a > b) [a, b] = [b, a];
  if (a >= stirlingFrom) {
    const ratio = a / b;
    const rests = stirlingRest(a) + stirlingRest(b) - stirlingRest(a + b);
    return (
      0.5 * Math.log((2 * Math.PI) / b) +
      (a - 0.5) * Math.log(ratio / (1 + ratio)) -
      b * Math.log1p(ratio) +
      rests
    );
  }
  return (a < 1 ? lgammaOnePlus(a) - Math.log(a) : lgamma(a)) - lgammaDifference(b, a);
}

/** log of the binomial coefficient n over k, for real 0 ≤ k ≤ n: -log(n+1) - log B(n-k+1, k+1) (DLMF 1.2.6). */
export function logChoose(n: number, k: number): number {
  if (!(k >= 0 && k <= n)) return Number.NaN;
  const smaller = Math.min(k, n - k);
  if (smaller === 0) return 0;
  // n!/(n-k)! = Γ(n-k+1+k)/Γ(n-k+1)
  return lgammaDifference(n - smaller + 1, smaller) - lgamma(smaller + 1);
}
