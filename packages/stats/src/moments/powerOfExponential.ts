import { lgamma, lgammaOnePlus, polygamma } from "@mebae/tensor/scalar";
import type { LogMoments } from "./positiveMoments.js";

/** ζ(i), i ≥ 2: ψ⁽ⁿ⁾(1) = (-1)^(n+1) n! ζ(n+1). */
const zetas: number[] = [];
function zeta(i: number): number {
  if (zetas.length === 0) {
    let factorial = 1;
    for (let n = 1; n < 60; n++) zetas.push(Math.abs(polygamma(n, 1)) / (factorial *= n));
  }
  return zetas[i - 2] ?? 1 + 2 ** -i;
}

/**
 * Of E^u, E exponential of mean 1, whose moments are Γ(1 + ju), in units of u. Where u is small by the series
 *   log Γ(1+ju) - j·log Γ(1+u) = Σ_{i≥2} ζ(i)(-u)^i(j^i - j)/i,
 * term by term. NaN for a moment that isn't finite: the j-th for ju ≤ -1.
 */
export function logMomentsOfPower(u: number): LogMoments {
  if (Math.abs(u) < 0.18) {
    const sum = (difference: (i: number) => number, from: number) => {
      let total = 0;
      for (let i = 120; i >= from; i--)
        total += ((zeta(i) * difference(i)) / i) * (i % 2 ? -1 : 1) * u ** (i - from);
      return total;
    };
    return {
      second: sum((i) => 2 ** i - 2, 2),
      third: sum((i) => 3 ** i - 3 * 2 ** i + 3, 3),
      fourth: sum((i) => 4 ** i - 4 * 3 ** i + 6 * 2 ** i - 4, 4),
    };
  }
  const log = (j: number) => (j * u > -1 ? lgamma(1 + j * u) : Number.NaN);
  const second = log(2) - 2 * log(1);
  const cube = log(3) - 3 * log(1);
  return {
    second: second / u ** 2,
    third: (cube - 3 * second) / u ** 3,
    fourth: (log(4) - 4 * log(1) - 4 * cube + 6 * second) / u ** 4,
  };
}

/** (Γ(1 + u) - 1)/u, which is -γ at 0. */
export function gammaExcess(u: number): number {
  if (u === 0) return -0.5772156649015329;
  return Math.expm1(u > -0.5 && u < 1 ? lgammaOnePlus(u) : lgamma(1 + u)) / u;
}
