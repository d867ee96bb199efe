import { polygamma } from "@mebae/tensor/scalar";
import { log1pmx } from "./logarithms.js";
import { stirlingCoefficients, stirlingFrom } from "./stirling.js";

/**
 * ψ(a+n) - ψ(a) - log(1+n/a), or its derivative in a, for a > 0 and n ≥ 0. Both parts fall as n/a, their difference as
 * n/(2a(a+n)): likelihoods near their limit for a → ∞ are made of such differences. By steps up in a to where
 * log y - ψ(y) = 1/(2y) + Σ B₂ₖ/(2k y²ᵏ) is exact (DLMF 5.11.2), and there term by term.
 */
export function digammaGap(a: number, n: number, order: 0 | 1 = 0): number {
  let steps = 0;
  for (; a < stirlingFrom; a++) steps += order === 0 ? step(a, n) : stepSlope(a, n);
  const first = n / (a * (a + n));
  const leading = order === 0 ? 0.5 * first : -0.5 * first * (1 / a + 1 / (a + n));
  return leading + series(a, order) - series(a + n, order) + steps;
}

/** The gap at a less that at a+1: 1/a - 1/(a+n) + log(1 - n/((a+1)(a+n))). */
function step(a: number, n: number): number {
  const share = n / ((a + 1) * (a + n));
  if (share < 0.5) return share / a + log1pmx(-share);
  return n / (a * (a + n)) + Math.log((a / (a + 1)) * ((a + n + 1) / (a + n)));
}

/** Its derivative. */
function stepSlope(a: number, n: number): number {
  const sum = a + n;
  const squares = (n / (a * sum)) * (1 / a + 1 / sum);
  return (n * (2 * a + n + 1)) / (a * (a + 1) * sum * (sum + 1)) - squares;
}

/** Σ B₂ₖ/(2k y²ᵏ), or its derivative. */
function series(y: number, order: 0 | 1): number {
  const s = 1 / (y * y);
  let sum = 0;
  for (let k = 9; k >= 0; k--)
    sum = (sum + stirlingCoefficients[k]! * (2 * k + 1) * (order === 0 ? 1 : -(2 * k + 2))) * s;
  return order === 0 ? sum : sum / y;
}

/** d(log y - ψ(y))/dy = 1/y - ψ′(y), which falls as -1/(2y²), without cancellation for large y. */
export function logMinusDigammaSlope(y: number): number {
  return y < stirlingFrom ? 1 / y - polygamma(1, y) : series(y, 1) - 0.5 / (y * y);
}
